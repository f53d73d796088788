"""Who notices which change: each is undone in the new plan, and made in the old one, and the calls are compared.

A change that, undone alone, is heard at an entry, and that made alone is heard there too, is noticed by itself. One
that is heard only where it is undone needs others for it, one that is heard only where it is made is covered by others.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from nummerplan.compiler.causes.align_keys import SECTIONS, Aligned, aligned, objects
from nummerplan.compiler.causes.changed_settings import changes_between
from nummerplan.compiler.causes.plan_without import with_changes
from nummerplan.compiler.difference.compare_calls import entries_that_differ
from nummerplan.compiler.difference.match_identities import Recordings, same_names
from nummerplan.compiler.difference.outgoing import outgoing_difference
from nummerplan.compiler.linking import link
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.cause import Cause, PlanChange
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.plan import Plan

MANY = 4
"""So many objects of one kind with the same change are one cause."""

MOST_WORK = 20_000
"""So many objects are looked at, in all the plans in which one cause is undone or made: some seconds."""

NOT_HEARD = frozenset({"portal_users", "platform", "calls", "nummerplan"})
"""Sections of which no call ever hears."""

Sides = tuple[LinkedPlan, LinkedPlan]
Unit = tuple[PlanChange, ...]


class Heard(NamedTuple):
    """Where two plans differ: entries, and users who call out."""

    entries: frozenset[Node]
    users: frozenset[str]


def changes_of(old: LinkedPlan, new: LinkedPlan, recordings: Recordings) -> tuple[Aligned, tuple[PlanChange, ...]]:
    """Both plans in one set of keys, and everything that differs between them; nothing where they mean the same."""
    plans = aligned(old, new)
    return plans, tuple(changes_between(plans, recordings))


def find_causes(
    sides: Sides, plans: Aligned, changes: Sequence[PlanChange], recordings: Recordings, heard: Heard
) -> tuple[Cause, ...]:
    """The changes with those who notice them, the most noticed first.

    `heard` is where the plans of `sides` differ, and `plans` the same in one set of keys.
    """
    units, work = _units(changes), 2 * (1 + sum(len(objects(plans.new, section)) for section in SECTIONS))
    if work * sum(map(_can_be_heard, units)) > MOST_WORK:
        units = [tuple(unit) for _, unit in groupby(changes, lambda change: change.section)]
    able = [unit for unit in units if _can_be_heard(unit)]
    found = [Cause(unit) for unit in units if not _can_be_heard(unit)]
    if len(able) == 1:
        found.append(Cause(able[0], tuple(_ordered(heard.entries, sides)), users=tuple(sorted(heard.users))))
    elif work * len(able) > MOST_WORK:
        found += (Cause(unit, decided=False) for unit in able)
    elif able:
        found += _told_apart(sides, plans, able, recordings, heard)
    return tuple(sorted(found, key=_gravity))


def _gravity(cause: Cause) -> tuple[bool, int, int, int]:
    return cause.decided, -len(cause.noticed), -len(cause.users), -len(cause.covered)


def _units(changes: Iterable[PlanChange]) -> list[Unit]:
    """What is undone together: the same change of many objects of one kind, and each other change alone."""
    together: dict[str, list[PlanChange]] = {}
    for change in changes:
        of_object = change.kind == "setting" and change.key
        alike = (change.section, change.setting, change.was, change.now) if of_object else change
        together.setdefault(repr(alike), []).append(change)
    units: list[Unit] = []
    for group in together.values():
        units += [tuple(group)] if len(group) >= MANY else [(change,) for change in group]
    return units


def _can_be_heard(unit: Unit) -> bool:
    return any(change.section not in NOT_HEARD and change.kind != "renamed" for change in unit)


def _told_apart(
    sides: Sides, plans: Aligned, units: Sequence[Unit], recordings: Recordings, heard: Heard
) -> Iterator[Cause]:
    """Each cause with who notices it: what is heard where it alone is undone, and where it alone is made."""
    undone = _Plans(sides[1], plans.new, recordings, undone=True)
    made = _Plans(sides[0], plans.old, recordings, undone=False)
    without, alone = [undone.heard(unit) for unit in units], [made.heard(unit) for unit in units]
    unneeded = heard.entries - frozenset[Node]().union(*(one.entries for one in without))
    # Where neither undoing nor making any one of them is heard, it takes several, and which is not known.
    unexplained = unneeded - frozenset[Node]().union(*(one.entries for one in alone))
    for unit, needed, enough in zip(units, without, alone, strict=True):
        by_itself = heard.entries & needed.entries & enough.entries
        together = (heard.entries & needed.entries) - by_itself | (unneeded & enough.entries) | unexplained
        covered = (needed.entries | enough.entries) - by_itself - together
        users = heard.users & (needed.users | enough.users)
        yield Cause(
            unit,
            entries=tuple(_ordered(by_itself, sides)),
            together=tuple(_ordered(together, sides)),
            covered=tuple(_ordered(covered, sides)),
            users=tuple(sorted(users)),
        )


class _Plans:
    """One of two plans, and those in which some changes of it are undone, or made."""

    def __init__(self, side: LinkedPlan, plan: Plan, recordings: Recordings, undone: bool) -> None:
        self._side, self._plan, self._undone = side, plan, undone
        self._files, self._others = (recordings[1], recordings[0]) if undone else recordings
        self._linked = self._link(plan)

    def heard(self, unit: Unit) -> Heard:
        """Where it is heard that some changes are undone, or made."""
        other = self._link(with_changes(self._plan, unit, self._undone))
        files = {**self._others, **self._files}
        files |= {one.key: one.was if self._undone else one.now for one in unit if one.kind == "recording"}
        names = same_names(self._linked, other, (self._files, files))
        users = frozenset(found.now_user for found in outgoing_difference(self._linked, other, names))
        return Heard(entries_that_differ(self._linked, other, names), users)

    def _link(self, plan: Plan) -> LinkedPlan:
        return link(plan, self._side.name, self._side.today)


def _ordered(entries: Iterable[Node], sides: Sides) -> list[Node]:
    """Entries in the order in which the plans have them, the new one first."""
    places = {node: place for place, node in enumerate({**sides[1].graph.edges, **sides[0].graph.edges})}
    return sorted(entries, key=places.__getitem__)
