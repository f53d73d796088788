"""Who is who in two plans: people, own mobiles and mailboxes under one name each, whatever their keys are."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.fields.mac_address import normalise_mac
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.users import User

SAME_KEY = 3
SAME_NAME = 2
"""What a key or a name that stayed counts for; an extension, a number, a telephone or an account counts one."""

Recordings = tuple[Mapping[str, str], Mapping[str, str]]
"""For the old plan and the new one: audio files with a digest of what is in them."""

NO_RECORDINGS: Recordings = ({}, {})

Mark = tuple[str, str]
"""Something that tells people apart: ("number", "+31201234567")."""


class SharedNames(NamedTuple):
    """One plan's keys and audio files, each with the name under which two plans are compared.

    A person or mailbox has the old key, or a name that no old object has; a recording the old name of what sounds the
    same. `+` before it says that it is only in the new plan.
    """

    person: Mapping[str, str]
    recording: Mapping[str, str]


class Identities(NamedTuple):
    """Both plans' names."""

    old: SharedNames
    new: SharedNames


def identities(old: LinkedPlan, new: LinkedPlan, recordings: Recordings = NO_RECORDINGS) -> Identities:
    """Match users, own mobiles and mailboxes, and recordings by what is in them.

    `renamed_from` decides. After it the pair that shares most: the key counts three, the full name two, each of
    extension, number, telephone, account and mail address one. Two full names that differ are two people, unless the
    key stayed. Who is left over is in one plan only.
    """
    here: dict[str, str] = {}
    there: dict[str, str] = {}
    for kind in (User, Subscription, Mailbox):
        before, after = _of(kind, old), _of(kind, new)
        pairs = dict(_pairs(before, after, old, new))
        here |= {key: key for key in before}
        there |= {key: pairs.get(key, f"+{key}") for key in after}
    return Identities(SharedNames(here, {}), SharedNames(there, dict(_recordings(*recordings))))


def _recordings(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """New audio files with the name that they are compared by; a file of which nothing is known keeps its own."""
    before = {digest: file for file, digest in sorted(old.items(), reverse=True)}
    for file, digest in new.items():
        if old.get(file) == digest:
            continue
        if digest in before:
            yield file, before[digest]
        elif file in old:
            yield file, f"+{file}"


def _of(kind: type[Entity], linked: LinkedPlan) -> dict[str, Entity]:
    sections: tuple[Mapping[str, Entity], ...] = (
        linked.plan.users,
        linked.plan.mobile.subscriptions,
        linked.plan.mailboxes,
    )
    return {key: entity for section in sections for key, entity in section.items() if isinstance(entity, kind)}


def _pairs(
    before: Mapping[str, Entity], after: Mapping[str, Entity], old: LinkedPlan, new: LinkedPlan
) -> Iterator[tuple[str, str]]:
    """New key and old key of whom both plans have."""
    marks = {key: frozenset(_marks(entity, old)) for key, entity in before.items()}
    new_marks = {key: frozenset(_marks(entity, new)) for key, entity in after.items()}
    left, new_left = dict.fromkeys(before), dict.fromkeys(after)
    for key, entity in after.items():
        former = str(getattr(entity, "renamed_from", None) or "")
        said = former in left and former not in after
        if said or (key in left and marks[key] == new_marks[key]):
            found = former if said else key
            del left[found], new_left[key]
            yield key, found
    places = {key: place for place, key in enumerate(before)}
    shared = sorted(_shared(left, new_left, marks, new_marks), key=lambda pair: (-pair[0], places[pair[2]], pair[1]))
    for _, key, former in shared:
        if key in new_left and former in left:
            del left[former], new_left[key]
            yield key, former


def _shared(
    left: Iterable[str],
    new_left: Iterable[str],
    marks: Mapping[str, frozenset[Mark]],
    new_marks: Mapping[str, frozenset[Mark]],
) -> Iterator[tuple[int, str, str]]:
    """Pairs that can be the same, with how much they share."""
    having: dict[Mark, list[str]] = {}
    for key in left:
        for mark in (*marks[key], ("key", key)):
            having.setdefault(mark, []).append(key)
    for key in new_left:
        own = (*new_marks[key], ("key", key))
        for former in dict.fromkeys(other for mark in own for other in having.get(mark, ())):
            shared = marks[former] & new_marks[key]
            if key != former and _two_names(marks[former], new_marks[key]):
                continue
            named = sum(SAME_NAME if kind == "name" else 1 for kind, _ in shared)
            yield named + (SAME_KEY if key == former else 0), key, former


def _two_names(one: frozenset[Mark], other: frozenset[Mark]) -> bool:
    names = [{text for kind, text in marks if kind == "name"} for marks in (one, other)]
    return all(names) and names[0] != names[1]


def _marks(entity: Entity, linked: LinkedPlan) -> Iterator[Mark]:
    """What an object is known by, apart from its key."""
    found: list[tuple[str, str | None]] = [("extension", getattr(entity, "extension", None))]
    number = getattr(entity, "number", None)
    found.append(("number", (linked.numbering.e164(number) or number) if number else None))
    match entity:
        case User():
            named = entity.first_name or entity.last_name
            found += [("name", entity.full_name if named else None), ("account", entity.username)]
            found += [("mail", entity.voicemail.email if entity.voicemail else None)]
            found += [("telephone", normalise_mac(device.mac)) for device in entity.devices if device.mac]
        case Mailbox():
            found.append(("mail", entity.email))
        case Subscription():
            found.append(("account", entity.sim))
    yield from ((kind, text) for kind, text in found if text)
