"""Callers who are refused: everybody from outside, or those of a list, perhaps at some hours (manual 5.2.4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, PlatformError
from nummerplan.model.deployment.tenant import TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.blocked_callers import BlockingRule
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.answer_checks import chosen, table_rows
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.queries import Answer, Query
from nummerplan.targets.broadworks.loss_kinds import ALL_COUNTRIES, EMPTY_RULE
from nummerplan.targets.broadworks.object_kind import (
    Aspect,
    AspectReading,
    ChangeContext,
    Phase,
    PlanBuilder,
    PlanContext,
    SettingValues,
    Step,
    WantedSettings,
    given,
)
from nummerplan.targets.broadworks.object_kind.phone_numbers import listed_numbers, normal
from nummerplan.targets.broadworks.parts.criteria import Criterion, rejection, replaced
from nummerplan.targets.broadworks.parts.limits import fits
from nummerplan.targets.broadworks.parts.listings.group_services import INCOMING
from nummerplan.targets.broadworks.parts.schedules.schedule_references import read_schedule, rule_schedule
from nummerplan.targets.broadworks.parts.standing_rules import REFUSING, standing_rule, standing_rules

ALL = "blocked_callers.all"
RULES = "blocked_callers.rules"
SERVICE = "Selective Call Rejection"
MOST_LETTERS = 50
MOST_NUMBERS = 12
"""Numbers of one criterion: longer lists are split."""
_PREFIX = "UserSelectiveCallRejection"


def from_plan(gathered: WantedSettings, user: User) -> None:
    """Whether everybody is refused, and the rules by name: name, numbers, schedule."""
    gathered.put(ALL, user.blocked_callers.all)
    rules: list[Value] = []
    names: set[str] = set()
    for place, rule in enumerate(user.blocked_callers.rules):
        route = user.at("blocked_callers", "rules", place)
        numbers = _numbers(rule, route, gathered.context)
        schedule = rule_schedule(gathered.context, rule.during, (*route, "during"))
        fits(gathered.context, (*route, "name"), rule.name, MOST_LETTERS - len(" (99)"))
        name = _name(rule, numbers, schedule, names)
        names.add(name)
        if numbers:
            rules.append((name, numbers, schedule))
        elif not rule.numbers:
            gathered.context.lose(route, say("a rule without numbers refuses nobody; BroadWorks gets none"), EMPTY_RULE)
    gathered.put(RULES, tuple(sorted(rules, key=str)))


def _numbers(rule: BlockingRule, route: Route, context: PlanContext) -> tuple[str, ...]:
    """The numbers and beginnings of a rule; a loss for each text that names what a list of BroadWorks cannot."""
    numbering = context.linked.numbering
    listed = {text: listed_numbers(text, numbering) for text in rule.numbers}
    rest = PlanEdit((*route, "numbers"), [text for text in rule.numbers if listed[text]])
    for place, text in enumerate(rule.numbers):
        if not listed[text] and numbering.beginning(text):
            lost = say("BroadWorks cannot refuse all numbers of other countries: {text}", text=text)
            context.lose((*route, "numbers", place), lost, ALL_COUNTRIES, rest)
    return tuple(dict.fromkeys(number for numbers in listed.values() for number in numbers))


def _name(rule: BlockingRule, numbers: Sequence[str], schedule: str | None, taken: set[str]) -> str:
    """The rule's name, else its first number and schedule; a second one of a name gets a mark."""
    made = " ".join(filter(None, (numbers[0] if numbers else None, schedule)))
    name = (rule.name or made or "-")[: MOST_LETTERS - len(" (99)")]
    while name in taken:
        name += "'"
    return name


def services(changed: SettingValues) -> Iterable[str]:
    """The service of the rules, where there are any."""
    return (SERVICE,) if changed.get(RULES) else ()


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """Refuse everybody or not, and replace the rules that are others."""
    user_id = {"user_id": change.identity.name}
    if given(change, changed, ALL):
        fields: dict[str, Any] = user_id | {"use_custom_settings": bool(changed[ALL])}
        if changed[ALL]:
            # Colleagues are never refused.
            permissions = {"allow_from_within_group": True, "allow_from_outside_group": "Disallow"}
            fields["user_permissions"] = permissions
        yield Phase.USER_SETTINGS, Operation(change.identity, "UserIncomingCallingPlanModifyRequest", fields)
    if given(change, changed, RULES):
        for request, more in _replace(change, changed[RULES]):
            yield Phase.USER_SETTINGS, Operation(change.identity, f"{_PREFIX}{request}", user_id | more)


def _replace(change: Change, rules: Value) -> Iterator[tuple[str, dict[str, Any]]]:
    """Requests, without whose they are, that leave exactly these rules active."""
    new = {one.name: one for one in _split(rules)}
    before = change.before.settings if change.before is not None else {}
    old = {one.name: one for one in _split(before.get(RULES))}
    standing = {rule.name for rule in standing_rules(change.before, REFUSING)} if REFUSING in before else set(old)
    for name in old.keys() - new.keys():
        yield "DeleteCriteriaRequest", {"criteria_name": name}
    for name, criterion in new.items():
        if name not in standing:
            yield "AddCriteriaRequest16", {"criteria_name": name, **rejection(criterion)}
        elif old.get(name) != criterion:
            yield "ModifyCriteriaRequest16", {"criteria_name": name, **replaced(criterion)}
    if active := [{"criteria_name": name, "is_active": True} for name in new if name not in old]:
        yield "ModifyActiveCriteriaListRequest", {"criteria_activation": active}


def _split(rules: Value) -> Iterator[Criterion]:
    """The rules as the platform has them: at most twelve numbers each."""
    for rule in rules if isinstance(rules, tuple) else ():
        name, numbers, schedule = rule if isinstance(rule, tuple) else ("", (), None)
        listed = [str(number) for number in numbers] if isinstance(numbers, tuple) else []
        for start in range(0, len(listed), MOST_NUMBERS):
            part = start // MOST_NUMBERS + 1
            called = str(name) if part == 1 else f"{name} ({part})"
            when = None if schedule is None else str(schedule)
            yield Criterion(called, tuple(listed[start : start + MOST_NUMBERS]), when)


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """The rules that are active and that a plan can describe, joined where they had been split."""
    has = SERVICE in of.services
    asks_for_plan = INCOMING in of.group_services and not of.has_no_plan_of_his_own(INCOMING)
    plans = [of.query("UserIncomingCallingPlanGetRequest")] if asks_for_plan else []
    answers = yield [*plans, *([of.query(f"{_PREFIX}GetCriteriaListRequest")] if has else [])]
    standing = table_rows(answers[-1], "criteriaTable", "Criteria Name", "Is Active") if has else []
    request, names = f"{_PREFIX}GetCriteriaRequest21", [row["Criteria Name"] for row in standing]
    details = yield [Query(request, {"user_id": of.user_id, "criteria_name": name}) for name in names]
    active = [row["Is Active"] == "true" for row in standing]
    criteria: list[Criterion] = []
    odd: list[bool] = []
    for name, answer, is_active in zip(names, details, active, strict=True):
        part = answer.first("fromDnCriteria") if is_active else None
        odd.append(is_active and not (part is not None and _is_plain(answer, part)))
        if part is not None and not odd[-1]:
            numbers = tuple(number for text in part.all("phoneNumber") if (number := normal(text)))
            criteria.append(Criterion(name, numbers, read_schedule(answer, "timeSchedule")))
    return {
        ALL: _all_refused(answers[0]) if plans else False,
        RULES: _joined(criteria),
        REFUSING: tuple(map(standing_rule, names, details, active, odd)),
    }


def _is_plain(rule: Answer, callers: Answer) -> bool:
    """Whether a rule refuses its numbers and nobody else, as those of plans do."""
    others = callers.flag("includeAnonymousCallers") or callers.flag("includeUnavailableCallers")
    narrowed = rule.first("holidaySchedule") is not None or bool(rule.parts("callToNumber"))
    listed = callers.text("fromDnCriteriaSelection") == "Specified Only"
    return listed and rule.flag("blacklisted") and not others and not narrowed


def _all_refused(plan: Answer) -> bool | None:
    """Whether everybody from outside is refused, and nobody else; None for what no plan can say."""
    permissions = plan.first("userPermissions")
    if not plan.flag("useCustomSettings"):
        return False
    if permissions is None:
        raise PlatformError(say("the platform's answer has no {table}", table="userPermissions"))
    outside = {"Allow": False, "Disallow": True, "Allow Only If Redirected From Another User": None}
    return chosen(permissions, "allowFromOutsideGroup", outside) if permissions.flag("allowFromWithinGroup") else None


def _joined(criteria: Iterable[Criterion]) -> Value:
    """Rules of the criteria: `Reclame (2)` goes on where `Reclame` is full."""
    rules: dict[str, Criterion] = {}
    found = {one.name: one for one in criteria}
    for name, criterion in sorted(found.items(), key=lambda item: (len(item[0]), item[0])):
        first, bracket, number = name.removesuffix(")").rpartition(" (")
        whole = rules.get(first)
        if bracket and whole is not None and number.isdecimal() and whole.schedule == criterion.schedule:
            rules[first] = whole._replace(numbers=whole.numbers + criterion.numbers)
        else:
            rules[name] = criterion
    return tuple(sorted(((one.name, one.numbers, one.schedule) for one in rules.values()), key=str))


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """Who is refused; the anonymous ones stand here too."""
    written: dict[str, Any] = {}
    if found.settings.get(ALL):
        written["all"] = True
    if found.settings.get("blocked_callers.anonymous"):
        written["anonymous"] = True
    rules = found.settings.get(RULES)
    if isinstance(rules, tuple) and rules:
        written["rules"] = [_as_rule(rule, found, builder) for rule in rules]
    return {"blocked_callers": written} if written else {}


def _as_rule(rule: Value, found: TenantObject, builder: PlanBuilder) -> dict[str, Any]:
    name, numbers, schedule = rule if isinstance(rule, tuple) else (None, (), None)
    listed = [builder.number(str(number)) for number in numbers] if isinstance(numbers, tuple) else []
    written = {"name": name, "numbers": listed}
    key = builder.key_of("schedule", schedule, found.identity)
    return written | ({"during": {"schedule": key}} if key else {})


ASPECT = Aspect(from_plan, operations, read, as_plan, services)
