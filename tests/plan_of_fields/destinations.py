"""Who is called by which digits, and how calls to him are named in a plan."""

from collections.abc import Iterable, Sequence
from typing import Any

from plan_of_fields.fields import Fields, Held, Service, one


def id_of(fields: Fields) -> str:
    """The id of a user, group or menu."""
    return str(one(fields, "userId") or one(fields, "serviceUserId"))


def own_key(fields: Fields) -> str:
    """Its key in the plan."""
    return id_of(fields).partition("@")[0]


class Destinations:
    """Everybody's numbers, and what else is held."""

    def __init__(self, held: Held, people: Sequence[Fields], others: Iterable[Fields]) -> None:
        self.held = held
        self.called: dict[str, Any] = {}
        for fields in (*people, *others):
            self._call(fields, fields in people)

    def all_of(self, service: Service) -> list[Fields]:
        """What every user and mailbox has of a service."""
        return [self.held.of(service, id_of(fields)) for fields in self.held.all("user")]

    def numbers(self, fields: Fields) -> Fields:
        """Number and extension, a fax box's own, and further ones."""
        found = one(fields, "serviceInstanceProfile") or fields
        if one(fields, "firstName") == "Faxbox":
            found = self.held.of("fax", id_of(fields))
        written = {"number": one(found, "phoneNumber"), "extension": one(found, "extension")}
        further, extra = self.held.of("further numbers", id_of(fields)), []
        for place in range(1, 11):
            entry = one(further, f"alternateEntry{place:02}") or {}
            extra += [text for text in (one(entry, "phoneNumber"), one(entry, "extension")) if text]
        return {name: text for name, text in written.items() if text} | ({"extra_numbers": extra} if extra else {})

    def _call(self, fields: Fields, person: bool) -> None:
        numbers, key = self.numbers(fields), own_key(fields)
        for digits in (numbers.get("extension"), numbers.get("number"), *numbers.get("extra_numbers", ())):
            if digits:
                self.called.setdefault(digits, key)
        if person and numbers.get("extension"):
            self.called[f"*55{numbers['extension']}"] = {"voicemail": key}

    def to(self, digits: str | None) -> Any:
        """Where digits lead, in a plan's words."""
        return self.called.get(digits or "", digits)

    def night(self, fields: Fields) -> Fields:
        """Whether somebody follows the company's night."""
        mode = one(self.held.of("user night", id_of(fields)), "nightForwarding")
        return {"night_forwarding": {"Use Group": "follow", "On": "on"}.get(str(mode), "off")}
