"""What a call test is called: its name, or else what it says."""

from nummerplan.compiler.text.vocabulary.callers import keys_pressed
from nummerplan.compiler.text.vocabulary.lists import commas
from nummerplan.compiler.text.vocabulary.people import STATES, people_in_state
from nummerplan.model.message import Message, say
from nummerplan.model.plan.call_tests import CallTest
from nummerplan.model.plan.fields.setting import Settings


def name_call(test: CallTest) -> Message:
    """The name of a test, or a description of its call and of its promise."""
    if test.name is not None:
        return say("{name}", name=test.name)
    dial = say("all calls") if test.dial is None else say("{dial}", dial=test.dial)
    parts = [dial if test.from_ is None else say("{dial} from {caller}", dial=dial, caller=test.from_)]
    if test.at is not None:
        parts.append(say("{at}", at=_written(test.at)))
    if test.press:
        parts.append(keys_pressed(test.press))
    given = [(getattr(test, state), state) for state in STATES]
    parts += [people_in_state(people, state) for people, state in given if people]
    promises = {"never": test.never, "always": test.always}
    parts += [say("{key}: {value}", key=key, value=_written(value)) for key, value in promises.items() if value]
    return commas(parts)


def _written(value: object) -> str:
    """A promise, or a part of one, as it was written; numbers in it are seconds."""
    if isinstance(value, Settings):
        return "{" + ", ".join(f"{key}: {_written(part)}" for key, part in value if part is not None) + "}"
    return f"{value}s" if isinstance(value, int) else str(value)
