"""Other numbers that ring together with a user's telephone (manual chapter 5, Simring)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.object_kind import (
    Aspect,
    AspectReading,
    ChangeContext,
    Phase,
    PlanBuilder,
    SettingValues,
    Step,
    WantedSettings,
    becomes,
    given,
)
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.parts.schedule_references import read_schedule, rule_schedule, schedule_reference

NUMBERS = "simultaneous_ring.numbers"
CONFIRMATION = "simultaneous_ring.answer_confirmation"
WHILE_ON_A_CALL = "simultaneous_ring.while_on_a_call"
DURING = "simultaneous_ring.during"
KEPT = "simultaneous_ring.criteria"
"""The names of the rules that stand on the platform; no plan has it."""
ALL = (NUMBERS, CONFIRMATION, WHILE_ON_A_CALL, DURING)
SERVICE = "Simultaneous Ring Personal"
MOST = 10
_PREFIX = "UserSimultaneousRingPersonal"


def from_plan(gathered: WantedSettings, user: User) -> None:
    """The numbers; the rest only where there are any."""
    ring = user.simultaneous_ring
    listed, dials = ring.numbers if ring else [], gathered.context.dials
    route, rest = user.at(*NUMBERS.split(".")), PlanEdit(user.at(*NUMBERS.split(".")), [n for n in listed if dials(n)])
    instead = say("it does not ring along")
    reached = (gathered.context.reach(number, (*route, n), instead, rest) for n, number in enumerate(listed))
    numbers = tuple(number for number in reached if number is not None)
    gathered.put(NUMBERS, numbers)
    if ring is None or not numbers:
        return
    gathered.put(CONFIRMATION, ring.answer_confirmation)
    gathered.put(WHILE_ON_A_CALL, ring.while_on_a_call)
    gathered.put(DURING, rule_schedule(gathered.context, ring.during, user.at("simultaneous_ring", "during")))
    if len(numbers) > MOST:
        text = say("BroadWorks rings at most {most} numbers together; these are {count}", most=MOST, count=len(numbers))
        gathered.context.refuse(user.at("simultaneous_ring", "numbers"), text)


def services(changed: SettingValues) -> Iterable[str]:
    """The service, where other numbers ring."""
    return (SERVICE,) if changed.get(NUMBERS) else ()


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """Write the numbers and, before them, the rule that says when they ring."""
    if not given(change, changed, NUMBERS) and (change.before is None or not set(ALL[1:]) & changed.keys()):
        return
    for request, fields in _requests(change):
        whole = {"user_id": change.identity.name, **fields}
        yield Phase.USER_SETTINGS, Operation(change.identity, f"{_PREFIX}{request}", whole)


def _requests(change: Change) -> Iterator[tuple[str, dict[str, Any]]]:
    numbers = becomes(change, NUMBERS)
    if not isinstance(numbers, tuple) or not numbers:
        yield "ModifyRequest17", {"is_active": False, "simultaneous_ring_number_list": NIL}
        return
    during = becomes(change, DURING)
    kept = change.before.settings.get(KEPT) if change.before is not None else None
    standing = [str(name) for name in kept] if isinstance(kept, tuple) else []
    if during is not None and during not in standing:
        yield "AddCriteriaRequest", _rule(during)
    confirmed = bool(becomes(change, CONFIRMATION))
    ring = [{"phone_number": number, "answer_confirmation_required": confirmed} for number in numbers]
    fields: dict[str, Any] = {"is_active": True, "do_not_ring_if_on_call": not becomes(change, WHILE_ON_A_CALL)}
    fields["simultaneous_ring_number_list"] = {"simultaneous_ring_number": ring}
    names = [*standing, *([str(during)] if during is not None and during not in standing else [])]
    if names:
        # With no active rule at all they would ring at any time.
        fields["criteria_activation"] = [{"criteria_name": name, "is_active": name == during} for name in names]
    yield "ModifyRequest17", fields


def _rule(schedule: Value) -> dict[str, Any]:
    """A rule that is called after its schedule: any caller, at these hours."""
    callers = {
        "from_dn_criteria_selection": "Any",
        "include_anonymous_callers": False,
        "include_unavailable_callers": False,
    }
    rule = {"criteria_name": schedule, "time_schedule": schedule_reference(schedule)}
    return rule | {"blacklisted": False, "from_dn_criteria": callers}


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """The numbers that ring, and when."""
    if SERVICE not in of.services:
        return {NUMBERS: ()}
    (answer,) = yield [of.query(f"{_PREFIX}GetRequest17")]
    rules = table_rows(answer, "criteriaTable", "Criteria Name", "Is Active")
    found: dict[str, Value] = {NUMBERS: (), KEPT: tuple(row["Criteria Name"] for row in rules)}
    ring = answer.parts("simultaneousRingNumber")
    if not answer.flag("isActive") or not ring:
        return found
    active = [row["Criteria Name"] for row in rules if row["Is Active"] == "true"][:1]
    request = f"{_PREFIX}GetCriteriaRequest"
    hours = yield [Query(request, {"user_id": of.user_id, "criteria_name": name}) for name in active]
    found[NUMBERS] = tuple(number for one in ring if (number := normal(one.text("phoneNumber"))))
    found[CONFIRMATION] = all(one.flag("answerConfirmationRequired") for one in ring)
    found[WHILE_ON_A_CALL] = not answer.flag("doNotRingIfOnCall")
    found[DURING] = read_schedule(hours[0], "timeSchedule") if hours else None
    return found


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """The numbers, and what is not usual."""
    numbers, of = found.settings.get(NUMBERS), found.settings
    if not isinstance(numbers, tuple) or not numbers:
        return {}
    reached = [builder.to(number) for number in numbers]
    written: dict[str, Any] = {"numbers": [to for to in reached if isinstance(to, str)]}
    if len(written["numbers"]) < len(reached):
        builder.cannot_say(found.identity)
    if of.get(CONFIRMATION):
        written["answer_confirmation"] = True
    if of.get(WHILE_ON_A_CALL) is False:
        written["while_on_a_call"] = False
    if key := builder.key_of("schedule", of.get(DURING), found.identity):
        written["during"] = {"schedule": key}
    return {"simultaneous_ring": written}


ASPECT = Aspect(from_plan, operations, read, as_plan, services)
