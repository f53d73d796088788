"""Why a command is refused: the real platform's code where it is public, else one of our own."""

from typing import Literal


class RefusalError(Exception):
    """A command is not carried out; nothing of it is kept, unless it is a warning."""

    def __init__(
        self, code: int, text: str, detail: str = "", kind: Literal["Error", "Warning", "Info"] = "Error"
    ) -> None:
        super().__init__(f"[Error {code}] {text}")
        self.summary = f"[Error {code}] {text}"
        self.detail = detail
        self.kind = kind


def own(code: int, text: str, detail: str = "") -> RefusalError:
    """A refusal for which no public source has a code: 9000 to 9999, and marked."""
    return RefusalError(code, f"simulator: {text}", detail)


def invalid(detail: str) -> RefusalError:
    """What the schema does not allow."""
    return RefusalError(6004, "OCI XML Request validation error", detail)


def unauthorized() -> RefusalError:
    """Not with this login."""
    return RefusalError(5404, "Unauthorized transaction.")


def not_logged_in() -> RefusalError:
    """Only logins come before a login."""
    return own(9001, "Cannot process any request before user is logged in.")


def user_not_found(user_id: str) -> RefusalError:
    """No user, hunt group or auto attendant has this id."""
    return RefusalError(4008, f"User not found: {user_id}")


def group_not_found(service_provider: str, group: str) -> RefusalError:
    """There is no such group."""
    return RefusalError(4152, f"Group not found: {service_provider}:{group}")


def not_assigned(service: str) -> RefusalError:
    """A user without a service has no settings of it."""
    return RefusalError(4410, f"Service is not assigned to this subscriber: {service}")
