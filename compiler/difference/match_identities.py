"""Who is who in two plans: people, own mobiles and mailboxes under one name each, whatever their keys are."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.fields.mac_address import normalise_mac
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.users import User

WEIGHTS = {"key": 3, "name": 2}
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


BothNames = tuple[SharedNames, SharedNames]
"""Those of the old plan, and of the new one."""


def same_names(old: LinkedPlan, new: LinkedPlan, recordings: Recordings = NO_RECORDINGS) -> BothNames:
    """BothNames for two plans of which one was made of the other: who has the same key is the same."""
    before, after = ([key for section in _sections(linked) for key in section] for linked in (old, new))
    known = set(before)
    there = {key: key if key in known else f"+{key}" for key in after}
    return SharedNames({key: key for key in before}, {}), SharedNames(there, dict(_recordings(*recordings)))


def same_objects(old: LinkedPlan, new: LinkedPlan) -> dict[str, dict[str, str]]:
    """The objects of each section that both plans have: the new key and the old one of each.

    They are matched as people are; a schedule or a calendar of hours and days that stayed is the same too.
    """
    found = {}
    for section in (*_MATCHED, *_BY_CONTENT):
        before, after = (getattr(linked.plan, section) for linked in (old, new))
        found[section] = _pairs(before, after, old, new)
        if section in _BY_CONTENT:
            _match_contents(before, after, found[section])
    found["mobile"] = _pairs(old.plan.mobile.subscriptions, new.plan.mobile.subscriptions, old, new)
    return found


_MATCHED = ("users", "hunt_groups", "auto_attendants", "mailboxes", "portal_users")
_BY_CONTENT = ("schedules", "holidays")


def _match_contents(before: Mapping[str, Entity], after: Mapping[str, Entity], pairs: dict[str, str]) -> None:
    """Pairs of those left over whose settings are the same."""
    left = [key for key in before if key not in pairs.values()]
    for key, entity in after.items():
        former = next((other for other in left if before[other] == entity), None) if key not in pairs else None
        if former is not None:
            pairs[key] = former
            left.remove(former)


def identities(old: LinkedPlan, new: LinkedPlan, recordings: Recordings = NO_RECORDINGS) -> BothNames:
    """Match users, own mobiles and mailboxes, and recordings by what is in them.

    `renamed_from` decides. After it the pair that shares most: the key counts three, the full name two, each of
    extension, number, telephone, account and mail address one. Two full names that differ are two people, unless the
    key stayed. Who is left over is in one plan only.
    """
    here: dict[str, str] = {}
    there: dict[str, str] = {}
    for before, after in zip(_sections(old), _sections(new), strict=True):
        pairs = _pairs(before, after, old, new)
        here |= {key: key for key in before}
        there |= {key: pairs.get(key, f"+{key}") for key in after}
    return SharedNames(here, {}), SharedNames(there, dict(_recordings(*recordings)))


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


def _sections(linked: LinkedPlan) -> tuple[Mapping[str, Entity], ...]:
    return linked.plan.users, linked.plan.mobile.subscriptions, linked.plan.mailboxes


def _pairs(
    before: Mapping[str, Entity], after: Mapping[str, Entity], old: LinkedPlan, new: LinkedPlan
) -> dict[str, str]:
    """New key and old key of whom both plans have."""
    marks = cache(lambda key: frozenset(_marks(before[key], old)))
    new_marks = cache(lambda key: frozenset(_marks(after[key], new)))
    same_country = old.numbering is new.numbering
    places = {key: place for place, key in enumerate(before)}
    pairs, left = dict[str, str](), set(before)
    for key, entity in after.items():
        former = str(getattr(entity, "renamed_from", None) or "")
        renamed = former in left and former not in after
        # Plans that are nearly the same share most objects.
        stays = key in left and ((same_country and before[key] is entity) or marks(key) == new_marks(key))
        if renamed or stays:
            pairs[key] = former if renamed else key
            left.remove(pairs[key])
    having: dict[Mark, list[str]] = {}
    for former in left:
        for mark in marks(former):
            having.setdefault(mark, []).append(former)
    shared: list[tuple[int, int, str, str]] = []
    for key in after.keys() - pairs.keys():
        for former in {other for mark in new_marks(key) for other in having.get(mark, ())}:
            names = {text for kind, text in marks(former) | new_marks(key) if kind == "name"}
            if key == former or len(names) < 2:
                alike = sum(WEIGHTS.get(kind, 1) for kind, _ in marks(former) & new_marks(key))
                shared.append((-alike, places[former], key, former))
    for _, _, key, former in sorted(shared):
        if key not in pairs and former in left:
            pairs[key] = former
            left.remove(former)
    return pairs


def _marks(entity: Entity, linked: LinkedPlan) -> Iterator[Mark]:
    """What an object is known by."""
    number = getattr(entity, "number", None)
    found: list[tuple[str, str | None]] = [
        ("key", entity.key),
        ("extension", getattr(entity, "extension", None)),
        ("number", number and (linked.numbering.e164(number) or number)),
    ]
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
