"""Further numbers and extensions of a user, a group or a menu (manual 5.2.6)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.plan.fields.number_ranges import written_out
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.object_kind import (
    Aspect,
    AspectReading,
    ChangeContext,
    Phase,
    PlanBuilder,
    SettingValues,
    Step,
    WantedSettings,
    given,
)
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal

SETTING = "extra_numbers"
SERVICE = "Alternate Numbers"
MOST = 10


def from_plan(gathered: WantedSettings, entity: User | HuntGroup | AutoAttendant) -> None:
    """Extensions as they are, numbers in E.164 form, in the plan's order."""
    linked = gathered.context.linked
    ends = linked.numbering.ends
    found = [
        number
        for text in entity.extra_numbers
        for number in ((text,) if text in linked.extensions else written_out(*ends(text)))
    ]
    gathered.put(SETTING, tuple(found))
    if len(found) > MOST:
        text = say("BroadWorks takes {most} further numbers; these are {count}", most=MOST, count=len(found))
        gathered.context.refuse(entity.at(SETTING), text)


def services(changed: SettingValues) -> Iterable[str]:
    """The service, where there are further numbers."""
    return (SERVICE,) if changed.get(SETTING) else ()


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """Write all ten places: what is not named is cleared."""
    if given(change, changed, SETTING):
        for operation in renumber(change.identity, changed):
            yield Phase.USER_SETTINGS, operation


def renumber(identity: Identity, settings: SettingValues) -> Iterator[Operation]:
    """Give these further numbers, and no others."""
    if SETTING not in settings:
        return
    value = settings[SETTING]
    numbers = [str(number) for number in value] if isinstance(value, tuple) else []
    fields: dict[str, Any] = {"user_id": identity.name}
    for place in range(MOST):
        fields[f"alternate_entry{place + 1:02d}"] = _entry(numbers[place] if place < len(numbers) else "")
    yield Operation(identity, "UserAlternateNumbersModifyRequest", fields)


def _entry(number: str) -> dict[str, Any]:
    is_number = number.startswith("+")
    return {
        "phone_number": number if is_number else NIL,
        "extension": NIL if is_number else number or NIL,
    }


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """The places that are taken, in their order."""
    if SERVICE not in of.services:
        return {SETTING: ()}
    (answer,) = yield [of.query("UserAlternateNumbersGetRequest21")]
    found: list[Value] = []
    for place in range(MOST):
        entry = answer.first(f"alternateEntry{place + 1:02d}")
        if entry is not None:
            found += [text for text in (normal(entry.text("phoneNumber")), entry.text("extension")) if text]
    return {SETTING: tuple(found)}


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """The numbers as people write them."""
    numbers = found.settings.get(SETTING)
    return (
        {SETTING: [builder.number(str(number)) for number in numbers]} if numbers and isinstance(numbers, tuple) else {}
    )


ASPECT = Aspect(from_plan, operations, read, as_plan, services, renumber)
