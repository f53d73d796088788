"""The lines of a user: on his first telephone, and on those that ring with it by Shared Call Appearance."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.client.offered.shared_call_appearance import most_places
from nummerplan.targets.broadworks.object_kind import PlanContext
from nummerplan.targets.broadworks.parts.object_names import device_name, telephone_name

FIRST, FIRST_LINE = "device", "sip_username"
"""The settings of a user that hold his first telephone and his line on it."""
FURTHER = "further_devices"
"""The setting that holds the other lines: telephone and line of each, and what is odd about it."""


class Line(NamedTuple):
    """A user's line on a telephone. `odd` says how it differs from one that calls and rings, as plans want them."""

    device: str
    line_port: str
    odd: str = ""

    def held(self) -> tuple[str, ...]:
        """The line as a setting holds it."""
        return tuple(self) if self.odd else (self.device, self.line_port)


def places_that_ring(context: PlanContext, user: User) -> range:
    """Which of a user's devices the platform has: the first, and as many more as it has places for."""
    return range(min(len(user.devices), 1 + most_places(context.site)))


def wanted_line(context: PlanContext, user: User, place: int) -> Line:
    """The line of a user on one of his devices; users who share a telephone have lines of their own on it."""
    linked = context.linked
    account = user.devices[place].sip_username or device_name(linked, user, place)
    line_port = account if "@" in account else f"{account}@{context.site.domain}"
    return Line(telephone_name(linked, user, place), line_port)


def further_lines(value: Value) -> tuple[Line, ...]:
    """The lines that the setting holds."""
    rows = value if isinstance(value, tuple) else ()
    return tuple(Line(*map(str, row)) for row in rows if isinstance(row, tuple))


def all_lines(found: TenantObject) -> Iterator[Line]:
    """All lines of a user."""
    first, line_port = (found.settings.get(name) for name in (FIRST, FIRST_LINE))
    if first is not None:
        yield Line(str(first), str(line_port))
    yield from further_lines(found.settings.get(FURTHER))


def endpoint_key(line: Line) -> Mapping[str, Any]:
    """How requests name a line."""
    device = {"device_level": "Group", "device_name": line.device}
    return {"access_device": device, "line_port": line.line_port}


_ODD = {"is_active": "switched off", "allow_origination": "cannot call", "allow_termination": "does not ring"}
"""What a line may do, and what is said of one that may not."""


def oddness(may: Sequence[bool]) -> str:
    """What is odd about a line of which the platform says whether it is on, calls, and rings."""
    return ", ".join(word for allowed, word in zip(may, _ODD.values(), strict=True) if not allowed)


def rights(line: Line) -> dict[str, bool]:
    """The fields that say what a line may do."""
    return {field: word not in line.odd for field, word in _ODD.items()}


def line_added(identity: Identity, line: Line) -> Operation:
    """The command that lets a telephone ring with a user's first."""
    endpoint = {**endpoint_key(line), "use_hotline": False}
    fields = {"user_id": identity.name, "access_device_endpoint": endpoint, **rights(line), "allow_video": True}
    return Operation(identity, "UserSharedCallAppearanceAddEndpointRequest22", fields)


def lines_gone(identity: Identity, lines: Sequence[Line]) -> Operation:
    """The command after which these telephones ring no longer with a user's first."""
    fields = {"user_id": identity.name, "access_device_endpoint": [endpoint_key(line) for line in lines]}
    return Operation(identity, "UserSharedCallAppearanceDeleteEndpointListRequest14", fields)
