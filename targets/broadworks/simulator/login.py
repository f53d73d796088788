"""Who is logged in, and what that lets them do."""

import hashlib
from dataclasses import dataclass
from typing import Literal

Level = Literal["System", "Provisioning", "Service Provider", "Group", "User"]


@dataclass
class Login:
    """One session: before the login nothing but a nonce, then who it is.

    `tenant` is the number of the group, for logins of a group and of a user.
    """

    user_id: str = ""
    level: Level | None = None
    service_provider: str = ""
    tenant: int = 0
    label: str = ""
    user_asked: str = ""
    nonce: str = ""
    secure: bool = False
    """Whether nobody can listen on the way: a plain password may be sent."""
    address: str = ""
    """Where it comes from."""
    pause: float = 0.0
    """Seconds that its next answer is to wait: there were too many wrong passwords."""

    @property
    def is_open(self) -> bool:
        """Whether somebody is logged in."""
        return self.level is not None

    @property
    def is_operator(self) -> bool:
        """Whether it may do what a group cannot do for itself: numbers, domains, authorisations."""
        return self.level in ("System", "Provisioning", "Service Provider")

    def reaches(self, service_provider: str, tenant: int) -> bool:
        """Whether a group is this login's business."""
        if self.level in ("System", "Provisioning"):
            return True
        if self.level == "Service Provider":
            return self.service_provider == service_provider
        return self.tenant == tenant

    def close(self) -> None:
        """Log out."""
        self.user_id, self.level, self.service_provider, self.tenant, self.label = "", None, "", 0, ""


def digest(password: str) -> str:
    """What is kept of a password: the digest that the login of release 14 signs, as that protocol asks."""
    return hashlib.sha1(password.encode("utf-8"), usedforsecurity=False).hexdigest()


def signed(nonce: str, kept: str) -> str:
    """What such a login has to send: the MD5 of the nonce, a colon and the kept digest."""
    return hashlib.md5(f"{nonce}:{kept}".encode(), usedforsecurity=False).hexdigest()
