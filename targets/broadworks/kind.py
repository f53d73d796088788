"""What a kind of object on the platform is made of, and what its parts speak of: phases, questions, answers."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple, Protocol

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.targets.broadworks.draft import Draft
from nummerplan.targets.broadworks.scene import Scene
from nummerplan.targets.broadworks.wants import Wants


class Phase(IntEnum):
    """When a command goes out: what others need first, night forwarding late, what goes away last.

    A phase of making has its counterpart in taking away, in the opposite order.
    """

    SCHEDULES = 10
    AUDIO = 20
    DEVICES = 30
    RENAMES = 40
    USERS = 50
    SERVICES = 60
    USER_SETTINGS = 70
    HUNT_GROUPS = 80
    AUTO_ATTENDANTS = 90
    GROUP_SETTINGS = 100
    COMPANY = 110
    MOVES = 120
    """Numbers and extensions that pass from one object to another; `order.py` makes these commands."""
    NIGHT = 130
    DETACH = 140
    """References to what will go away are taken off: schedules of the night, members of groups."""
    DELETE_AUTO_ATTENDANTS = 150
    DELETE_HUNT_GROUPS = 160
    DELETE_USERS = 170
    DELETE_DEVICES = 180
    DELETE_AUDIO = 190
    DELETE_SCHEDULES = 200


class Query(NamedTuple):
    """A question to the platform: the request's name and fields (python field names of the newest release)."""

    request: str
    fields: Mapping[str, Any]


class Answer(Protocol):
    """What the platform said to a query. Names are the wire's own: `forwardToPhoneNumber`, `User Id`."""

    @property
    def error(self) -> str | None:
        """The platform's refusal (`[Error 4410] ...`), or None."""

    def text(self, name: str, /) -> str | None:
        """An element's text; None when it is absent or empty."""

    def flag(self, name: str, /) -> bool:
        """Whether an element says true."""

    def all(self, name: str, /) -> list[str]:
        """The texts of all elements of a name."""

    def first(self, name: str, /) -> "Answer | None":
        """A nested part."""

    def parts(self, name: str, /) -> "Sequence[Answer]":
        """All nested parts of a name."""

    def table(self, name: str, /) -> list[dict[str, str]]:
        """The rows of a table, by heading."""


Ask = Callable[[Sequence[Query]], Sequence[Answer]]
"""Puts queries to the platform and gives one answer each, in order; documents and rates are its own business."""

Step = tuple[int, Operation]
"""A command and its phase."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of object.

    `rank` orders kinds so that what others need comes first. `renumber` gives the commands that set what no two objects
    can have at once (`number`, `extension`, `extra_numbers`, `sip_username`, `mac`), for kinds whose objects have it.
    """

    name: str
    rank: int
    wanted: Callable[[Wants], Iterator[TenantObject]]
    operations: Callable[[Change, Scene], Iterator[Step]]
    read: Callable[[Ask, Site, Collection[str] | None], Iterator[TenantObject | Identity]]
    """From the platform: the objects of these names, or all. An identity alone is one that no plan can describe."""
    as_plan: Callable[[Tenant, Draft], None]
    renumber: Callable[[Identity, Mapping[str, Value], Site], Iterator[Operation]] | None = None
