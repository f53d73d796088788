"""How a call ended, read from what Asterisk did: the contexts that it came to, who talks, what the trunk was asked."""

from typing import NamedTuple

from nummerplan.targets.asterisk.lab.calls.call_watch import CallWatch, Step
from nummerplan.targets.asterisk.lab.sip.lab_telephones import LabTelephones
from nummerplan.targets.asterisk.lab.sip.outgoing_call import OutgoingCall

SETTLES = 0.12
"""Seconds of the real clock: what may still go on is ended when nothing more happens for so long."""

END_CONTEXT = "end-"
OTHER_WORDS = {"barred": "refused"}
"""Ends that the dialplan names for people who read it, in the words of a trace."""

OUTSIDE_CONTEXTS = ("outside", "emergency", "outgoing")
TRUNK = "trunk"


class Ended(NamedTuple):
    """The end, where it was, and whether nothing can come after it."""

    end: str
    where: str = ""
    sure: bool = True


def ended_as(watch: CallWatch, telephones: LabTelephones, call: OutgoingCall) -> Ended | None:
    """How the call ended, or None while it goes on."""
    partner = watch.partner
    if partner and partner != TRUNK:
        return Ended("answered", partner)
    steps = watch.own_steps
    last = steps[-1] if steps else None
    if last is not None and last.application.lower() == "voicemail":
        return Ended("message", last.data.partition("@")[0].partition(",")[0], sure=False)
    if last is not None and _goes_outside(last):
        number = last.data.partition("/")[2].partition("@")[0]
        if any(rang.outside and rang.who == number for rang in telephones.rang):
            return Ended("outside", number)
    named = [step for step in steps if step.context.startswith(END_CONTEXT)]
    if named and (call.over.is_set() or named[-1] is last):
        end = named[-1].context.removeprefix(END_CONTEXT).replace("-", "_")
        return Ended(OTHER_WORDS.get(end, end), sure=call.over.is_set())
    if call.over.is_set():
        return Ended(f"hung up without an end (status {call.final}, cause {watch.cause})", sure=bool(watch.cause))
    return None


def _goes_outside(step: Step) -> bool:
    return step.context in OUTSIDE_CONTEXTS and step.application == "Dial"
