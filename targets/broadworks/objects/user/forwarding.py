"""Where a user's calls go that are not taken (manual 5.2.3 and 6.6.4)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.forwarding import Forward
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.answer_checks import whole_number
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
    becomes,
    given,
)
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.parts.limits import rings_fit

ForwardCase = Literal["always", "busy", "no_answer", "not_reachable"]
CASES: Mapping[ForwardCase, str] = {
    "always": "Always",
    "busy": "Busy",
    "no_answer": "NoAnswer",
    "not_reachable": "NotReachable",
}
SERVICE: Mapping[ForwardCase, str] = {
    "always": "Call Forwarding Always",
    "busy": "Call Forwarding Busy",
    "no_answer": "Call Forwarding No Answer",
    "not_reachable": "Call Forwarding Not Reachable",
}
USUAL_RINGS = 5
RINGS = "forwarding.no_answer.rings"


def written(user: User, case: ForwardCase) -> tuple[Forward, Route] | None:
    """The forward of a case and where it stands; `missed` stands for the three that are not written out."""
    own: Forward | None = getattr(user.forwarding, case)
    if own is not None:
        return own, user.at("forwarding", case)
    missed = user.forwarding.missed
    return (missed, user.at("forwarding", "missed")) if missed is not None and case != "always" else None


def is_own_voicemail(gathered: WantedSettings, user: User, forward: Forward) -> bool:
    """Whether a forward leads to the user's own voicemail, which the voicemail itself takes care of."""
    node = gathered.context.node(forward.to) if isinstance(forward.to, VoicemailOf) else None
    return node is not None and node.key == user.key


def from_plan(gathered: WantedSettings, user: User) -> None:
    """Each forward's destination; None is off."""
    if "forwarding" in gathered.context.managed(user):
        return
    for case in CASES:
        found = written(user, case)
        forward, route = found or (None, user.at("forwarding", case))
        steps = (*route[2:], "to") if found else route[2:]
        to = _dialled(gathered, user, forward, case, (*route, "to")) if forward else None
        gathered.put(f"forwarding.{case}.to", to, *steps)
        if case == "no_answer" and forward is not None and to is not None:
            rings = USUAL_RINGS if forward.rings is None else forward.rings
            gathered.put(RINGS, rings, *route[2:], "rings")
            rings_fit(gathered.context, (*route, "rings"), rings)


def _dialled(gathered: WantedSettings, user: User, forward: Forward, case: ForwardCase, route: Route) -> str | None:
    """What is dialled for a forward; nothing for one to the own voicemail, which takes these calls itself."""
    context, off = gathered.context, PlanEdit(user.at("forwarding", case), Forward())
    if user.voicemail is None or not is_own_voicemail(gathered, user, forward):
        return context.reach(forward.to, route, say("nothing is forwarded here"), off)
    if case != "not_reachable" or (_busy_to_voicemail(gathered, user) and _greets_alike(user)):
        return None
    return context.reach(forward.to, route, say("callers go where busy sends them"), off)


def _greets_alike(user: User) -> bool:
    """Whether the voicemail says the same to callers of a busy user as to others."""
    greetings = user.voicemail.greetings if user.voicemail else None
    return greetings is None or greetings.busy == greetings.no_answer


def _busy_to_voicemail(gathered: WantedSettings, user: User) -> bool:
    """Whether callers of a busy user come to his own voicemail."""
    busy = written(user, "busy")
    if busy is not None and busy[0].to is not None:
        return is_own_voicemail(gathered, user, busy[0])
    return user.voicemail is not None and "busy" in user.voicemail.when


def services(changed: SettingValues) -> Iterable[str]:
    """The service of each forward that is on."""
    return (SERVICE[case] for case in CASES if changed.get(f"forwarding.{case}.to"))


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """Switch forwards on and off; one that is off keeps no number."""
    for case, word in CASES.items():
        setting = f"forwarding.{case}.to"
        if not given(change, changed, setting) and not (case == "no_answer" and RINGS in changed):
            continue
        to = becomes(change, setting)
        fields: dict[str, Any] = {"user_id": change.identity.name}
        fields |= {"is_active": to is not None, "forward_to_phone_number": NIL if to is None else to}
        if case == "no_answer" and to is not None:
            fields["number_of_rings"] = becomes(change, RINGS)
        yield Phase.USER_SETTINGS, Operation(change.identity, f"UserCallForwarding{word}ModifyRequest", fields)


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """The forwards that are on."""
    has = [case for case in CASES if SERVICE[case] in of.services]
    listed = {case: of.lists.forwards.get(SERVICE[case], {}) for case in has}
    # No list says how often it rings.
    asked = [c for c in has if of.user_id not in listed[c] or (c == "no_answer" and listed[c][of.user_id] is not None)]
    answers = yield [of.query(_get(case)) for case in asked]
    found: dict[str, Value] = {f"forwarding.{c}.to": listed[c].get(of.user_id) if c in has else None for c in CASES}
    for case, answer in zip(asked, answers, strict=True):
        to = normal(answer.text("forwardToPhoneNumber"))
        if answer.flag("isActive") and to is not None:
            found[f"forwarding.{case}.to"] = to
            if case == "no_answer":
                found[RINGS] = whole_number(answer, "numberOfRings")
    return found


def _get(case: ForwardCase) -> str:
    return f"UserCallForwarding{CASES[case]}GetRequest" + ("13mp16" if case == "no_answer" else "")


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """The forwards, as `missed` where three go to one place."""
    to = {case: builder.to(found.settings.get(f"forwarding.{case}.to")) for case in CASES}
    rings = found.settings.get(RINGS)
    no_answer = {"to": to["no_answer"], "rings": rings} if rings != USUAL_RINGS else {"to": to["no_answer"]}
    written: dict[str, Any] = {"always": {"to": to["always"]}} if to["always"] else {}
    if to["no_answer"] and to["busy"] == to["no_answer"] == to["not_reachable"]:
        written["missed"] = no_answer
    else:
        written |= {case: {"to": to[case]} for case in ("busy", "not_reachable") if to[case]}
        written |= {"no_answer": no_answer} if to["no_answer"] else {}
    return {"forwarding": written} if written else {}


ASPECT = Aspect(from_plan, operations, read, as_plan, services)
