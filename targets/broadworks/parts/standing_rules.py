"""Rules of users as they stand on the platform, ours and others: whether they are in force, and their schedules.

A schedule that a rule names cannot go, also when the rule is switched off. Such a rule lets go of it: one that is
called after the schedule, as ours are, is deleted, and any other keeps all but its hours.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import Message, say
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.object_kind import ChangeContext, Phase, Step

RINGING, REFUSING = "simultaneous_ring.criteria", "blocked_callers.criteria"
"""The settings that hold such rules; no plan has them."""
_RING, _REFUSED = ("simultaneous_ring.numbers", "simultaneous_ring.during"), "blocked_callers.rules"


class StandingRule(NamedTuple):
    """A rule by its name, the schedule and the calendar of the group that it names, whether it is in force, and whether
    a plan has no words for it.
    """

    name: str
    schedule: str | None
    holidays: str | None
    in_force: bool
    is_odd: bool = False


def standing_rule(name: str, answer: Answer, in_force: bool, is_odd: bool = False) -> tuple[Value, ...]:
    """The rule that an answer describes, as a setting holds it."""
    return StandingRule(name, _of_group(answer, "timeSchedule"), _of_group(answer, "holidaySchedule"), in_force, is_odd)


def standing_rules(found: TenantObject | None, setting: str) -> tuple[StandingRule, ...]:
    """The rules of a user that such a setting holds."""
    value = found.settings.get(setting) if found is not None else None
    rows = value if isinstance(value, tuple) else ()
    return tuple(StandingRule(*row) for row in rows if isinstance(row, tuple))  # type: ignore[arg-type]


def rules_without_hours(wanted: Tenant, platform: Tenant) -> Iterator[Message]:
    """What people should know of rules that somebody made, and that lose their schedule or calendar."""
    kept = {*wanted.objects, *(found.former for found in wanted.objects.values())}
    gone = {identity for identity in platform.objects if identity.kind in ("schedule", "holidays")} - kept
    for user in platform.of_kind("user"):
        for rule in (*standing_rules(user, RINGING), *standing_rules(user, REFUSING)):
            names = {Identity("schedule", rule.schedule or ""), Identity("holidays", rule.holidays or "")} & gone
            if names and not rule.in_force and rule.name != rule.schedule:
                about = {"rule": rule.name, "user": user.key or user.identity.name, "name": min(names).name}
                yield say("rule {rule} of {user}, which is switched off, loses its hours: {name} goes", **about)


def _of_group(answer: Answer, field: str) -> str | None:
    key = answer.first(field)
    return key.text("name") if key is not None and key.text("type") == "Group" else None


def let_go(change: Change, context: ChangeContext) -> Iterator[Step]:
    """Free a schedule or a calendar, which goes away, from the rules that are not in force then."""
    changes = {found.before.identity: found for found in context.changes.changes if found.before is not None}
    for user in context.platform.of_kind("user"):
        of_user = changes.get(user.identity)
        if of_user is not None and of_user.after is None:
            continue
        identity = of_user.identity if of_user is not None else user.identity
        for request, fields in _requests(change, user, of_user):
            yield Phase.DETACH, Operation(identity, request, {"user_id": identity.name, **fields})


def _requests(change: Change, user: TenantObject, of_user: Change | None) -> Iterator[tuple[str, dict[str, Any]]]:
    goes = change.identity.name
    field, place = ("holiday_schedule", 2) if change.identity.kind == "holidays" else ("time_schedule", 1)
    for rule in standing_rules(user, RINGING):
        if rule[place] == goes and not _will_ring(rule, of_user):
            own = rule.name == rule.schedule
            request = f"UserSimultaneousRingPersonal{'Delete' if own else 'Modify'}CriteriaRequest"
            yield request, {"criteria_name": rule.name} | ({} if own else {field: NIL})
    for rule in standing_rules(user, REFUSING):
        if rule[place] == goes and not rule.in_force and not _will_refuse(rule, of_user):
            yield "UserSelectiveCallRejectionModifyCriteriaRequest16", {"criteria_name": rule.name, field: NIL}


def _will_ring(rule: StandingRule, change: Change | None) -> bool:
    """Whether a rule is in force after the changes: of a ring that is written, the one that is called so."""
    if change is None or change.after is None or not {found.setting for found in change.settings} & {*_RING}:
        return rule.in_force
    numbers, during = (change.after.settings.get(name) for name in _RING)
    return bool(numbers) and during == rule.name


def _will_refuse(rule: StandingRule, change: Change | None) -> bool:
    """Whether a rule that was off is switched on: long ones go on as `NAME (2)`."""
    rules = change.after.settings.get(_REFUSED) if change is not None and change.after is not None else ()
    names = [str(row[0]) for row in rules if isinstance(row, tuple)] if isinstance(rules, tuple) else []
    return any(rule.name == name or rule.name.startswith(f"{name} (") for name in names)
