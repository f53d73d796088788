"""Fields of a platform's objects, by their names in the protocol; every one is a list, as XML has them."""

from typing import Any, Literal, Protocol

Fields = dict[str, Any]
Kind = Literal["user", "hunt group", "auto attendant", "schedule"]
"""An object's own fields. A schedule has its events under `event`."""

Service = Literal[
    "company",
    "policy",
    "dialling",
    "forwarding",
    "night",
    "user policy",
    "user dialling",
    "user forwarding",
    "user night",
    "Always",
    "Busy",
    "NoAnswer",
    "NotReachable",
    "call waiting",
    "hidden number",
    "anonymous callers",
    "incoming",
    "rejection",
    "ringing along",
    "voicemail",
    "greeting",
    "further numbers",
    "fax",
    "telephones",
]
"""What is set apart from the object. Rules (`rejection`, `ringing along`) stand under `rule`, each with `isActive`.

Telephones beside the first stand under `endpoint`; under `service` the user's services.
"""

CLASSES = {
    "international": ["international"],
    "specialServicesI": ["mobile"],
    "premiumServicesI": ["0900"],
    "premiumServicesII": ["0906", "0909"],
}


class Held(Protocol):
    """What a company holds, whoever says so."""

    def all(self, kind: Kind) -> list[Fields]:
        """The objects of a kind."""

    def of(self, service: Service, whose: str = "") -> Fields:
        """What is set of a service, for the company or for whom; nothing where it is as it comes."""


def one(fields: Fields, *path: str) -> Any:
    """The first value at a path; None where there is none."""
    value: Any = fields
    for step in path:
        value = next(iter(value.get(step, ())), None) if isinstance(value, dict) else None
    return value


def key_of(name: str) -> str:
    """The key of a schedule, from its name."""
    return name.lower().replace(" ", "-")


def blocked(permissions: Fields | None) -> list[str]:
    """The classes of numbers that cannot be called."""
    closed = ("Disallow", "false")
    return [name for field, names in CLASSES.items() if one(permissions or {}, field) in closed for name in names]
