"""What a call test is called: its name, or else what it says."""

from nummerplan.compiler.text.vocabulary.callers import keys_pressed
from nummerplan.compiler.text.vocabulary.lists import commas
from nummerplan.compiler.text.vocabulary.people import STATES, people_in_state
from nummerplan.model.message import Message, say
from nummerplan.model.plan.call_tests import CallTest, MailboxEnd, Promise


def name_call(test: CallTest) -> Message:
    """The name of a test, or a description of its call and of its promise."""
    if test.name is not None:
        return say("{name}", name=test.name)
    parts = [_who(test)]
    if test.at is not None:
        parts.append(say("{at}", at=test.at))
    if test.press:
        parts.append(keys_pressed(test.press))
    given = [(getattr(test, state), state) for state in STATES]
    parts += [people_in_state(people, state) for people, state in given if people]
    promises = [("never", _promised(test.never)), ("always", _promised(test.always))]
    parts += [say("{key}: {value}", key=key, value=value) for key, value in promises if value]
    return commas(parts)


def _who(test: CallTest) -> Message:
    dial = say("all calls") if test.dial is None else say("{dial}", dial=test.dial)
    return dial if test.from_ is None else say("{dial} from {caller}", dial=dial, caller=test.from_)


def _promised(promise: Promise | None) -> str:
    """A promise as it was written."""
    if promise is None:
        return ""
    parts = []
    if isinstance(promise.ends, MailboxEnd):
        ends = promise.ends.model_dump(exclude_none=True)
        parts.append("ends: {" + ", ".join(f"{key}: {value}" for key, value in ends.items()) + "}")
    elif promise.ends is not None:
        parts.append(f"ends: {promise.ends}")
    if promise.reaches is not None:
        parts.append(f"reaches: {promise.reaches}")
    if promise.within is not None:
        parts.append(f"within: {promise.within}s")
    return "{" + ", ".join(parts) + "}"
