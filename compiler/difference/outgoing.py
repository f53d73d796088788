"""What is different for colleagues who call out: what they may dial, and what the other side sees."""

from collections.abc import Iterable, Iterator

from nummerplan.compiler.calls.outgoing_calls import outgoing
from nummerplan.compiler.difference.match_identities import Identities, identities
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


def outgoing_difference(old: LinkedPlan, new: LinkedPlan) -> tuple[OutgoingDifference, ...]:
    """For each user of both plans, in order of the new one."""
    names: Identities = identities(old, new)
    former = {name: key for key, name in names.old.person.items() if key in old.plan.users}
    found: list[OutgoingDifference] = []
    for key, user in new.plan.users.items():
        before = former.get(names.new.person[key])
        if before is not None:
            found.extend(_of(old.plan.users[before], user, old, new))
    return tuple(found)


def _of(before: User, user: User, old: LinkedPlan, new: LinkedPlan) -> Iterator[OutgoingDifference]:
    barred, now_barred = _barred(before, old), _barred(user, new)
    for number_class in CLASSES:
        was, now = number_class in barred, number_class in now_barred
        if was != now:
            what = say("calls to {what}", what=number_class_name(number_class))
            yield OutgoingDifference(before.key, user.key, what, _allowed(was), _allowed(now))
    emergency = min(new.numbering.emergency_numbers() & old.numbering.emergency_numbers(), default=None)
    for dialled in (OUTSIDE, emergency):
        if dialled is not None:
            yield from _seen(before, user, dialled, (old, new))


def _barred(user: User, linked: LinkedPlan) -> Iterable[str]:
    return user.block_outgoing if user.block_outgoing is not None else linked.plan.company.block_outgoing


def _allowed(barred: bool) -> Message:
    return say("blocked") if barred else say("allowed")


def _seen(before: User, user: User, dialled: str, cases: tuple[LinkedPlan, LinkedPlan]) -> Iterator[OutgoingDifference]:
    was, now = outgoing(before, dialled, cases[0]), outgoing(user, dialled, cases[1])
    if was.shows_number != now.shows_number:
        what = say("the number that others see") if dialled == OUTSIDE else say("the number that 112 sees")
        shown = [
            say("{number}", number=linked.numbering.shown(call.shows_number)) if call.shows_number else say("none")
            for call, linked in zip((was, now), cases, strict=True)
        ]
        yield OutgoingDifference(before.key, user.key, what, *shown)
    if was.shows_name != now.shows_name and dialled == OUTSIDE:
        names = [say("{name}", name=call.shows_name) if call.shows_name else say("none") for call in (was, now)]
        yield OutgoingDifference(before.key, user.key, say("the name that others see"), *names)
