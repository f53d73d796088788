"""What a call test is called: its name, or else what it says."""

from nummerplan.compiler.call_tests.resolve_call_test import PEOPLE
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
        parts.append(say("keys {keys}", keys=" ".join(test.press)))
    given: list[tuple[str, str]] = [(state, ", ".join(getattr(test, state))) for state in PEOPLE]
    given += [("never", _promised(test.never)), ("always", _promised(test.always))]
    parts += [say("{key}: {value}", key=key, value=value) for key, value in given if value]
    name = parts[-1]
    for part in reversed(parts[:-1]):
        name = say("{one}, {rest}", one=part, rest=name)
    return name


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
