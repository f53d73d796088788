"""A cause in words: what was changed, what it was and is, and how many notice it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from nummerplan.compiler.causes.setting_words import setting_change
from nummerplan.compiler.text.vocabulary.lists import commas, listed
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.cause import Cause, PlanChange
from nummerplan.model.calls.linked_plan import NODE_KINDS
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.numbering import Numbering

_OBJECTS: Mapping[str, Callable[[str], Message]] = {
    "schedules": lambda key: say("schedule {key}", key=key),
    "holidays": lambda key: say("holiday calendar {key}", key=key),
    "portal_users": lambda key: say("portal user {key}", key=key),
    "audio": lambda key: say("recording {key}", key=key),
}
_SECTIONS = {
    "company": say("the company"),
    "platform": say("the platform"),
    "numbers": say("the numbers"),
    "calls": say("the call tests"),
    "nummerplan": say("the plan"),
    "mobile": say("the mobile subscriptions"),
    "users": say("users"),
    "hunt_groups": say("hunt groups"),
    "auto_attendants": say("menus"),
    "mailboxes": say("mailboxes"),
    "schedules": say("schedules"),
    "holidays": say("holiday calendars"),
    "portal_users": say("portal users"),
    "audio": say("recordings"),
}


def cause_sentence(cause: Cause, numbering: Numbering) -> Message:
    """What was changed, in one sentence without its end: `hunt group sales overflows after 50 s instead of 60 s`."""
    first, *others = cause.changes
    if not others:
        return _change(first, _object(first, numbering))
    if len({(change.kind, change.setting, repr(change.was), repr(change.now)) for change in cause.changes}) == 1:
        return _change(first, listed([_object(change, numbering) for change in cause.changes]))
    sections = list(dict.fromkeys(change.section for change in cause.changes))
    about = listed([_SECTIONS[section] for section in sections])
    return say("{objects}: {count} changes", objects=about, count=len(cause.changes))


def cause_line(cause: Cause, numbering: Numbering) -> Message:
    """A cause with those who notice it."""
    what = cause_sentence(cause, numbering)
    parts = list(_noticing(cause, numbering)) if cause.decided else [say("who notices it was too much to find out")]
    if parts:
        return say("{what}: {who}", what=what, who=commas(parts))
    return say("nobody who calls notices: {what}", what=what)


def noticing_entries(entries: Sequence[Node], numbering: Numbering) -> Message:
    """How many numbers and extensions; a single one by its name."""
    if len(entries) == 1:
        return place_name(entries[0], numbering)
    return say("{count} numbers and extensions", count=len(entries))


def _noticing(cause: Cause, numbering: Numbering) -> Iterator[Message]:
    if cause.entries:
        yield _notice(cause.entries, numbering)
    if cause.together:
        who = noticing_entries(cause.together, numbering)
        yield say("{who} only together with other changes", who=who)
    if cause.users:
        users = listed(list(cause.users))
        one = len(cause.users) == 1
        yield (
            say("{users} calls out differently", users=users)
            if one
            else say("{users} call out differently", users=users)
        )
    if cause.covered:
        who = noticing_entries(cause.covered, numbering)
        yield say("not noticed at {who} because of other changes", who=who)


def _notice(entries: Sequence[Node], numbering: Numbering) -> Message:
    who = noticing_entries(entries, numbering)
    return say("{who} notice", who=who) if len(entries) > 1 else say("{who} notices", who=who)


def _object(change: PlanChange, numbering: Numbering) -> Message:
    if not change.key:
        return _SECTIONS[change.section]
    key = change.key.rstrip("~")  # an old object whose key another one has now
    made = _OBJECTS.get(change.section)
    return made(key) if made else place_name(Node(NODE_KINDS[change.section], key), numbering)


def _change(change: PlanChange, objects: Message) -> Message:
    match change.kind:
        case "new":
            return say("{objects} is new", objects=objects)
        case "gone":
            return say("{objects} is gone", objects=objects)
        case "renamed":
            return say("{objects} is renamed: it was {former}", objects=objects, former=change.was)
        case "order":
            return say("{objects} stand in another order", objects=objects)
        case "recording":
            return say("{objects} is another one", objects=objects)
    return setting_change(change, objects)
