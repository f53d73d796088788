"""To which loss a difference belongs, and in which call a loss shows: followed call by call.

A call belongs to a loss if, without that loss alone, it no longer parts from the plan where it parts now; what comes
later in the call belongs to whatever parts it there. So a call has exactly one loss, but for two cases, and both are
counted. *Together*: one loss sends callers, without a sound, to where they meet another, and only both are heard.
*Either*: several losses part the call at the same place, and each would do; it belongs to all of them, and without
them it no longer parts there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from broadworks_companies import plan_and_place, translated
from every_call import Heard, heard

from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.calls.outgoing_calls import outgoing
from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.difference.outgoing import outgoing_difference
from nummerplan.compiler.linking import link
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.model.artefact import Loss
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.difference import Difference
from nummerplan.model.calls.linked_plan import LinkedPlan


class OwnNames(dict[str, str]):
    """Both plans call everybody the same."""

    def __init__(self, linked: LinkedPlan) -> None:
        super().__init__({key: key for key in (*linked.plan.users, *linked.plan.mobile.subscriptions)})

    def __missing__(self, key: str) -> str:
        return key


def told(call: Call, linked: LinkedPlan) -> list[Heard]:
    """What the caller hears, from the first ring to the end."""
    names = OwnNames(linked)
    return [*heard(follow(call, linked), call.states, linked, names), ("nothing more",)]


def example(found: Difference, linked: LinkedPlan) -> Call:
    """The call that shows a difference; whoever it does not name does not answer."""
    assert found.was
    assert found.now
    return replace(found.was.call, states=dict.fromkeys(OwnNames(linked), "absent") | dict(found.people))


def with_losses(linked: LinkedPlan, losses: Iterable[Loss]) -> LinkedPlan:
    return link(edited(linked.plan, [edit for loss in losses for edit in loss.edits]), linked.name, linked.today)


Callee = tuple[str, str, str, str]


def called_out(old: LinkedPlan, new: LinkedPlan) -> set[Callee]:
    return {(one.user, str(one.what), str(one.was), str(one.now)) for one in outgoing_difference(old, new)}


NUMBERS = ("112", "+4930123456", "+31612345678", "+319001234", "+319061234", "+319091234")


def somebody_calls_out_otherwise(old: LinkedPlan, new: LinkedPlan) -> bool:
    """Whether a call to one of some numbers, which the engine follows in both plans, is not the same."""
    users = [(user, new.plan.users[key]) for key, user in old.plan.users.items()]
    return any(outgoing(was, to, old)[::2] != outgoing(now, to, new)[::2] for was, now in users for to in NUMBERS)


def shows(old: LinkedPlan, new: LinkedPlan) -> bool:
    """Whether some call that is followed in both plans rings or ends otherwise."""
    calls = (example(found, old) for found in difference(old, new) if found.decided)
    return any(told(call, old) != told(call, new) for call in calls) or somebody_calls_out_otherwise(old, new)


class Losses:
    """A plan with all that its platform loses, and with parts of it."""

    def __init__(self, linked: LinkedPlan, losses: Sequence[Loss]) -> None:
        self.linked, self.losses = linked, losses
        self.there = with_losses(linked, losses)
        self._without: dict[tuple[int, ...], LinkedPlan] = {}

    def without(self, left_out: Sequence[Loss]) -> LinkedPlan:
        """What the platform would do if it could do some things after all."""
        key = tuple(id(loss) for loss in left_out)
        if key not in self._without:
            kept = (loss for loss in self.losses if not any(loss is one for one in left_out))
            self._without[key] = with_losses(self.linked, kept)
        return self._without[key]

    def parted(self) -> Iterator[str]:
        """To how many losses each difference belongs."""
        for found in difference(self.linked, self.there):
            assert found.decided
            call = example(found, self.linked)
            plan, there = told(call, self.linked), told(call, self.there)
            same = [was == now for was, now in zip(plan, there, strict=False)]
            part = same.index(False)
            yield self._belongs(
                lambda other, call=call, plan=plan, part=part: told(call, other)[: part + 1] == plan[: part + 1]
            )
        for one in called_out(self.linked, self.there):
            yield self._belongs(lambda other, one=one: one not in called_out(self.linked, other))

    def _belongs(self, is_gone: Callable[[LinkedPlan], bool]) -> str:
        each = [loss for loss in self.losses if is_gone(self.without((loss,)))]
        if each:
            return "one" if len(each) == 1 else "together"
        pairs = combinations(self.losses, 2)
        assert any(is_gone(self.without(pair)) for pair in pairs) or is_gone(self.linked)
        return "either"


def attributed(seeds: range) -> Counter[str]:
    """Figures about the losses of random companies: every difference has its loss, every loss its call."""
    count: Counter[str] = Counter(companies=len(seeds))
    for seed in seeds:
        linked, where = plan_and_place(seed)
        found = translated(linked, where)
        assert found.unexplained == (), seed
        count["different"] += bool(found.differences)
        noticed = Losses(linked, found.noticed)
        assert not difference(noticed.there, with_losses(linked, found.losses)), seed
        count.update(noticed.parted())
        for loss in found.noticed:
            alone = shows(linked, with_losses(linked, [loss]))
            count["alone" if alone else "after others"] += 1
            assert alone or shows(noticed.without((loss,)), noticed.there), (seed, loss)
    return count


def test_each_difference_has_its_loss_and_each_loss_its_call() -> None:
    count = attributed(range(1030, 1050))
    assert count["different"] >= 8
    assert count["one"] > 100
    assert count["after others"] == 2


@pytest.mark.slow
def test_each_difference_of_many_companies_has_its_loss_and_each_loss_its_call() -> None:
    count = attributed(range(1000, 1500))
    assert count["different"] >= 300
    assert count["one"] > 4000
    # A difference that several losses make together goes with each of them, or with any: four in a hundred at most.
    assert count["together"] + count["either"] < 0.04 * count["one"]
    assert count["alone"] > 500
    assert count["after others"] < 20
