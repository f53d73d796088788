"""What a kind of object on the platform is made of, and the phases in which its commands go out."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import Message
from nummerplan.targets.broadworks.client.queries import Ask
from nummerplan.targets.broadworks.object_kind.change_context import ChangeContext
from nummerplan.targets.broadworks.object_kind.plan_builder import PlanBuilder
from nummerplan.targets.broadworks.object_kind.plan_context import PlanContext


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
    COMPANY = 110
    MOVES = 120
    """Numbers and extensions that pass from one object to another; `tenant/command_order.py` makes these commands."""
    NIGHT = 130
    DETACH = 140
    """References to what will go away are taken off: schedules of the night, members of groups."""
    DELETE_AUTO_ATTENDANTS = 150
    DELETE_HUNT_GROUPS = 160
    DELETE_USERS = 170
    DELETE_DEVICES = 180
    DELETE_AUDIO = 190
    DELETE_SCHEDULES = 200


class FittedObject(NamedTuple):
    """An object as it is wanted in the words of what the platform holds of it, and what people should know of it."""

    found: TenantObject
    notes: tuple[Message, ...] = ()


Step = tuple[int, Operation]
"""A command and its phase."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of object.

    `rank` orders kinds so that what others need comes first. `renumber` gives the commands that set what no two objects
    can have at once (`number`, `extension`, `extra_numbers`, `sip_username`, `mac`), for kinds whose objects have it.
    `fitted` gives an object that is wanted, and is there already, in the words of the platform's, where they mean the
    same on this day.
    """

    name: str
    rank: int
    from_plan: Callable[[PlanContext], Iterator[TenantObject]]
    operations: Callable[[Change, ChangeContext], Iterator[Step]]
    read: Callable[[Ask, Site, Collection[str] | None], Iterator[TenantObject | Identity]]
    """From the platform: the objects of these names, or all. An identity alone is one that no plan can describe."""
    as_plan: Callable[[Tenant, PlanBuilder], None]
    renumber: Callable[[Identity, Mapping[str, Value], Site], Iterator[Operation]] | None = None
    fitted: Callable[[TenantObject, TenantObject, date], FittedObject] | None = None
    reads: int = 1
    """About how many commands it takes to read one."""
