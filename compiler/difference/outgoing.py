"""What is different for colleagues who call out: what they may dial, and what the other side sees."""

from collections.abc import Iterable, Iterator

from nummerplan.compiler.calls.outgoing_calls import outgoing
from nummerplan.compiler.difference.match_identities import BothNames, identities
from nummerplan.compiler.text.vocabulary.places import number_class_name
from nummerplan.model.calls.difference import OutgoingDifference
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.numbering import NumberClass
from nummerplan.model.plan.users import User

OUTSIDE = "+4930123456"
"""Some number that is nobody's emergency number: what it sees is what every number sees."""

CLASSES: tuple[NumberClass, ...] = ("international", "mobile", "0900", "0906", "0909")
"""Classes of numbers that a plan can block."""


def outgoing_difference(
    old: LinkedPlan, new: LinkedPlan, shared: BothNames | None = None
) -> tuple[OutgoingDifference, ...]:
    """For each user of both plans, in order of the new one; who is who is found out unless `shared` says it."""
    names, new_names = shared or identities(old, new)
    former = {name: old.plan.users[key] for key, name in names.person.items() if key in old.plan.users}
    users = ((former.get(new_names.person[key]), user) for key, user in new.plan.users.items())
    return tuple(
        OutgoingDifference(before.key, user.key, what, was, now)
        for before, user in users
        if before is not None
        for what, was, now in _changes(before, user, old, new)
    )


def _changes(before: User, user: User, old: LinkedPlan, new: LinkedPlan) -> Iterator[tuple[Message, Message, Message]]:
    """What is different for a user, what it was and what it is."""
    barred, now_barred = _barred(before, old), _barred(user, new)
    for number_class in CLASSES:
        was, now = number_class in barred, number_class in now_barred
        if was != now:
            what = say("calls to {what}", what=number_class_name(number_class))
            yield what, _allowed(was), _allowed(now)
    emergency = min(new.numbering.emergency_numbers() & old.numbering.emergency_numbers(), default=None)
    for dialled in (OUTSIDE, emergency):
        if dialled is None:
            continue
        call, new_call = outgoing(before, dialled, old), outgoing(user, dialled, new)
        if call.shows_number != new_call.shows_number:
            what = say("the number that others see") if dialled == OUTSIDE else say("the number that 112 sees")
            yield what, _shown(call.shows_number, old), _shown(new_call.shows_number, new)
        if call.shows_name != new_call.shows_name and dialled == OUTSIDE:
            names = [
                say("{name}", name=name) if name else say("none") for name in (call.shows_name, new_call.shows_name)
            ]
            yield say("the name that others see"), names[0], names[1]


def _barred(user: User, linked: LinkedPlan) -> Iterable[str]:
    return user.block_outgoing if user.block_outgoing is not None else linked.plan.company.block_outgoing


def _allowed(barred: bool) -> Message:
    return say("blocked") if barred else say("allowed")


def _shown(number: str | None, linked: LinkedPlan) -> Message:
    return say("{number}", number=linked.numbering.shown(number)) if number else say("none")


def _named(name: str | None) -> Message:
    return say("{name}", name=name) if name else say("none")
