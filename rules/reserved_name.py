"""A key cannot be used as a name.

The key of a user, group, menu, mailbox or mobile is what destinations are written with. It starts with a
letter and goes on with letters, digits, `-`, `_` or `.`: a key of digits would look like an extension,
and one with other characters cannot be used in file names and addresses that are made from it.

Words that already mean something where a destination can stand, such as `busy_tone`, `wait` or `hang_up`,
are not available either: a group with that key could never be called by it.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
from nummerplan.model.plan.auto_attendants import ACTION_WORDS
from nummerplan.model.rule import About

ABOUT = About(
    code="NP016",
    level=Level.ERROR,
    bad="""
users:
  2e-receptie: {extension: 210}  # <-
  verkoop & advies: {extension: 211}  # <-
hunt_groups:
  wait:  # <-
    extension: 102
""",
    good="""
users:
  receptie-2: {extension: 210}
  verkoop-advies: {extension: 211}
hunt_groups:
  wachtrij:
    extension: 102
""",
)

_LONGEST = 64
_WORDS = ("busy_tone", "wait", "follow", "on", "off", "default", "recorded", "none")
_CALLERS = ("anonymous", "external", "internal", "person")
_RESERVED = frozenset({*ACTION_WORDS, *_WORDS, *_CALLERS})


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Keys of objects that are no names, or that are words of the plan language."""
    for key, entities in linked.names.items():
        reason = _reason(key)
        if reason:
            for entity in entities:
                yield Finding(entity.route, reason, on_key=True)


def _reason(key: str) -> Message | None:
    if key in _RESERVED:
        return say("{key} is a word of the plan language and cannot be a name", key=key)
    if not key[:1].isalpha():
        return say("{key}: a name starts with a letter", key=key)
    if len(key) > _LONGEST:
        return say("a name has at most {limit} characters; this one has {count}", limit=_LONGEST, count=len(key))
    if key.isalnum():
        return None
    odd = "".join(dict.fromkeys(character for character in key if not character.isalnum() and character not in "-_."))
    return say("{key}: a name has letters, digits, - _ and . only, not {odd}", key=key, odd=repr(odd)) if odd else None
