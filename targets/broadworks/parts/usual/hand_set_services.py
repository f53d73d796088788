"""Services that plans give to people, where somebody set them by hand at a group, a menu or a mailbox.

All calls are sent elsewhere, or some callers are refused, before the object does anything of what its plan says. As it
is wanted none of that is on; whatever is on is told, is nothing that a plan can say, and is switched off again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import TenantObject, Value
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer
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

SENT_ON, NO_TELEPHONE, ANONYMOUS, RULES = "sent_on", "sent_on_without_telephones", "refuses_anonymous", "refuses_by"
"""Where all calls go; where those go that find no telephone; whether callers without a number, and by which rules
others are refused."""
USUAL: Mapping[str, Value] = {SENT_ON: None, NO_TELEPHONE: None, ANONYMOUS: False, RULES: ()}
_SERVICES = {
    SENT_ON: "Call Forwarding Always",
    NO_TELEPHONE: "Call Forwarding Not Reachable",
    ANONYMOUS: "Anonymous Call Rejection",
    RULES: "Selective Call Rejection",
}
_FORWARDS = {SENT_ON: "Always", NO_TELEPHONE: "NotReachable"}
QUESTIONS = {
    "UserCallForwardingAlwaysGetRequest": SENT_ON,
    "UserCallForwardingNotReachableGetRequest": NO_TELEPHONE,
    "UserAnonymousCallRejectionGetRequest": ANONYMOUS,
    "UserSelectiveCallRejectionGetCriteriaListRequest": RULES,
}
"""What is asked about each, of whoever has its service."""


def questions_by_service() -> dict[str, str]:
    """The requests, each with the service without which it would be refused."""
    return {request: _SERVICES[setting] for request, setting in QUESTIONS.items()}


def read_services(answers: Mapping[str, Answer]) -> dict[str, Value]:
    """What is on, by the answers that were given."""
    return {
        **USUAL,
        **{QUESTIONS[name]: _read(QUESTIONS[name], answers[name]) for name in answers if name in QUESTIONS},
    }


def _read(setting: str, answer: Answer) -> Value:
    if setting == RULES:
        rows = table_rows(answer, "criteriaTable", "Criteria Name", "Is Active")
        return tuple(sorted(row["Criteria Name"] for row in rows if row["Is Active"] == "true"))
    on = answer.flag("isActive")
    return on if setting == ANONYMOUS else normal(answer.text("forwardToPhoneNumber")) if on else None


def write_services(change: Change, changed: SettingValues) -> Iterator[Operation]:
    """Switch off what somebody switched on; an undo switches it on again."""
    user_id, before = {"user_id": change.identity.name}, change.before.settings if change.before is not None else {}
    for setting, word in _FORWARDS.items():
        if given(change, changed, setting):
            to = changed[setting]
            fields: dict[str, Any] = {"is_active": to is not None, "forward_to_phone_number": to or NIL}
            yield Operation(change.identity, f"UserCallForwarding{word}ModifyRequest", user_id | fields)
    if given(change, changed, ANONYMOUS):
        fields = {"is_active": bool(changed[ANONYMOUS])}
        yield Operation(change.identity, "UserAnonymousCallRejectionModifyRequest", user_id | fields)
    if given(change, changed, RULES) and change.before is not None:
        # A rule that somebody made stays; it is in force or not.
        old, new = _names(before.get(RULES)), _names(changed[RULES])
        activation = [{"criteria_name": name, "is_active": name in new} for name in sorted(old ^ new)]
        request = "UserSelectiveCallRejectionModifyActiveCriteriaListRequest"
        yield Operation(change.identity, request, user_id | {"criteria_activation": activation})


def _names(value: Value) -> set[str]:
    return set(map(str, value)) if isinstance(value, tuple) else set()


def needed_services(changed: SettingValues) -> Collection[str]:
    """The services of what is on."""
    return [service for setting, service in _SERVICES.items() if changed.get(setting)]


def _wanted(gathered: WantedSettings, entity: object) -> None:
    gathered.settings.update(USUAL)


def _operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    yield from ((Phase.USER_SETTINGS, operation) for operation in write_services(change, changed))


def _asked(of: AspectReading) -> ReadSteps[SettingValues]:
    asked = [request for request, setting in QUESTIONS.items() if _SERVICES[setting] in of.services]
    answers = yield [of.query(request) for request in asked]
    return read_services(dict(zip(asked, answers, strict=True)))


def _services(changed: SettingValues) -> Iterable[str]:
    return needed_services(changed)


def _as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """No plan has words for it."""
    return {}


ASPECT = Aspect(_wanted, _operations, _asked, _as_plan, _services)
