"""Other numbers that ring together with a user's telephone (manual chapter 5, Simring)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer, Query
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
from nummerplan.targets.broadworks.parts.schedules.schedule_references import (
    read_schedule,
    rule_schedule,
    schedule_reference,
)
from nummerplan.targets.broadworks.parts.standing_rules import RINGING, standing_rule, standing_rules

NUMBERS = "simultaneous_ring.numbers"
CONFIRMATION = "simultaneous_ring.answer_confirmation"
WHILE_ON_A_CALL = "simultaneous_ring.while_on_a_call"
DURING = "simultaneous_ring.during"
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
    for request, fields in _requests(change, context):
        whole = {"user_id": change.identity.name, **fields}
        yield Phase.USER_SETTINGS, Operation(change.identity, f"{_PREFIX}{request}", whole)


def _requests(change: Change, context: ChangeContext) -> Iterator[tuple[str, dict[str, Any]]]:
    numbers = becomes(change, NUMBERS)
    if not isinstance(numbers, tuple) or not numbers:
        yield "ModifyRequest17", {"is_active": False, "simultaneous_ring_number_list": NIL}
        return
    during = becomes(change, DURING)
    standing = {rule.name: rule for rule in standing_rules(change.before, RINGING)}
    former = _former_name(during, context)
    if during is not None and during not in standing and former in standing:
        renamed = {"criteria_name": former, "new_criteria_name": during, "time_schedule": schedule_reference(during)}
        yield "ModifyCriteriaRequest", renamed
        del standing[former]
    elif during is not None and during not in standing:
        yield "AddCriteriaRequest", _rule(during)
    elif during is not None and standing[str(during)].schedule != during:
        yield "ModifyCriteriaRequest", {"criteria_name": during, "time_schedule": schedule_reference(during)}
    confirmed = bool(becomes(change, CONFIRMATION))
    ring = [{"phone_number": number, "answer_confirmation_required": confirmed} for number in numbers]
    fields: dict[str, Any] = {"is_active": True, "do_not_ring_if_on_call": not becomes(change, WHILE_ON_A_CALL)}
    fields["simultaneous_ring_number_list"] = {"simultaneous_ring_number": ring}
    names = [*standing, *([str(during)] if during is not None and during not in standing else [])]
    if names:
        # With no active rule at all they would ring at any time.
        fields["criteria_activation"] = [{"criteria_name": name, "is_active": name == during} for name in names]
    yield "ModifyRequest17", fields


def _former_name(during: Value, context: ChangeContext) -> str:
    """What the schedule of a rule, and the rule with it, was called before its name changed; empty if it stays."""
    names = (
        found.before.identity
        for found in context.changes.changes
        if found.before
        and found.after is not None
        and found.identity == Identity("schedule", str(during)) != found.before.identity
    )
    return next((former.name for former in names), "")


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
    request, names = f"{_PREFIX}GetCriteriaRequest", [row["Criteria Name"] for row in rules]
    details = yield [Query(request, {"user_id": of.user_id, "criteria_name": name}) for name in names]
    ring = answer.parts("simultaneousRingNumber")
    rings = answer.flag("isActive") and bool(ring)
    active = [rings and row["Is Active"] == "true" for row in rules]
    found: dict[str, Value] = {NUMBERS: (), RINGING: tuple(map(standing_rule, names, details, active))}
    if not rings:
        return found
    hours = [rule for rule, is_active in zip(details, active, strict=True) if is_active]
    found[NUMBERS] = tuple(number for one in ring if (number := normal(one.text("phoneNumber"))))
    confirmed = {one.flag("answerConfirmationRequired") for one in ring}
    found[CONFIRMATION] = confirmed.pop() if len(confirmed) == 1 else "of some"
    found[WHILE_ON_A_CALL] = not answer.flag("doNotRingIfOnCall")
    found[DURING] = _hours(hours)
    return found


def _hours(rules: Sequence[Answer]) -> Value:
    """The schedule of the only rule that is active; a text that is no schedule's name for what no plan can say."""
    if len(rules) > 1:
        return "by several rules"
    for rule in rules:
        callers = rule.first("fromDnCriteria")
        anybody = callers is not None and callers.text("fromDnCriteriaSelection") == "Any"
        if not anybody or rule.flag("blacklisted") or rule.first("holidaySchedule") is not None:
            return "by a rule of its own"
        return read_schedule(rule, "timeSchedule")
    return None


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """The numbers, and what is not usual."""
    numbers, of = found.settings.get(NUMBERS), found.settings
    if not isinstance(numbers, tuple) or not numbers:
        return {}
    reached = [builder.to(number) for number in numbers]
    written: dict[str, Any] = {"numbers": [to for to in reached if isinstance(to, str)]}
    if len(written["numbers"]) < len(reached):
        builder.cannot_say(found.identity)
    if of.get(CONFIRMATION) is True:
        written["answer_confirmation"] = True
    if of.get(WHILE_ON_A_CALL) is False:
        written["while_on_a_call"] = False
    if key := builder.key_of("schedule", of.get(DURING), found.identity):
        written["during"] = {"schedule": key}
    return {"simultaneous_ring": written}


ASPECT = Aspect(from_plan, operations, read, as_plan, services)
