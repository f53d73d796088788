"""Losses that callers notice are those that a comparison of whole plans finds, though only a part is looked at."""

from collections.abc import Iterator, Sequence

import pytest
from broadworks_live import plan
from broadworks_plans import bench_of, case_of, site

from nummerplan.compiler.difference.compare_calls import calls_differ
from nummerplan.compiler.difference.outgoing import outgoing_difference
from nummerplan.compiler.linking import link, relink
from nummerplan.compiler.translation import noticed_losses as room
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.model.artefact import Loss, PlanEdit
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import say
from nummerplan.model.plan.company import NightForwarding
from nummerplan.model.plan.forwarding import Forward
from nummerplan.model.plan.plan import Plan
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.loss_kinds import GROUP_WAITING


def losses_of(linked: LinkedPlan) -> list[Loss]:
    """What BroadWorks loses of a plan, and what it might: forwards, overflows, greetings, keys and hours that go."""
    told = room.losses_of_calls(PROVISIONING.losses(bench_of(linked), site()))
    return [*told, *(Loss(edit.route, say("another way"), GROUP_WAITING, (edit,)) for edit in edits_of(linked.plan))]


def edits_of(plan: Plan) -> Iterator[PlanEdit]:
    for user in plan.users.values():
        yield from (PlanEdit(user.at("forwarding", case), Forward()) for case in ("busy", "no_answer"))
        yield PlanEdit(user.at("voicemail", "then", "transfer"))
        yield PlanEdit(user.at("devices"), [])
    for group in plan.hunt_groups.values():
        yield PlanEdit(group.at("overflow"))
        yield PlanEdit(group.at("when_busy"), "busy_tone")
        yield PlanEdit(group.at("night_forwarding"), NightForwarding(mode="off"))
    for menu in plan.auto_attendants.values():
        yield PlanEdit(menu.at("after_hours_menu", "greeting"), "default")
        yield PlanEdit(menu.at("business_hours_menu", "keys", "1"))
    yield PlanEdit(("company", "night_forwarding"))
    yield PlanEdit(("company", "business_hours"), "avond")


def whole(linked: LinkedPlan, edits: Sequence[PlanEdit]) -> bool:
    """Whether anybody notices some edits, with everything linked and looked at."""
    other = link(edited(linked.plan, edits), linked.name, linked.today)
    return bool(outgoing_difference(linked, other)) or calls_differ(linked, other)


def noticed_by_whole_plans(linked: LinkedPlan, losses: Sequence[Loss]) -> list[Loss]:
    """What is noticed alone, then what is met only because of that, until the rest is not noticed at all."""
    found, there = [loss for loss in losses if not loss.edits], linked
    while left := [loss for loss in losses if loss not in found]:
        every = [edit for loss in left for edit in loss.edits]
        more = [loss for loss in left if whole(there, loss.edits)]
        if not more and whole(there, every):
            more = list(left)
            for loss in left:
                others = [other for other in more if other is not loss]
                if whole(there, [edit for other in others for edit in other.edits]):
                    more = others
        if not more:
            break
        found += more
        plan = edited(there.plan, [edit for loss in more for edit in loss.edits])
        there = link(plan, linked.name, linked.today)
    return [loss for loss in losses if loss in found]


def compare(seeds: range) -> tuple[int, int, int]:
    """How many losses were noticed and how many were not, and how many plans were linked in part."""
    noticed = unnoticed = in_part = 0
    for seed in seeds:
        linked = case_of(plan(seed))
        losses = losses_of(linked)
        found = room.noticed_losses(linked, losses)
        assert list(map(id, found)) == list(map(id, noticed_by_whole_plans(linked, losses))), seed
        noticed, unnoticed = noticed + len(found), unnoticed + len(losses) - len(found)
        for loss in losses:
            other = edited(linked.plan, loss.edits)
            again = relink(linked, other, (edit.route for edit in loss.edits))
            if again is not None:
                in_part += 1
                fresh = link(other, linked.name, linked.today)
                assert again.graph.edges == fresh.graph.edges, (seed, loss)
                assert again.plan == fresh.plan, (seed, loss)
                uses = [sorted(repr(use) for use in found.destinations) for found in (again, fresh)]
                assert uses[0] == uses[1], (seed, loss)
    return noticed, unnoticed, in_part


def test_losses_are_noticed_as_in_whole_plans() -> None:
    noticed, unnoticed, in_part = compare(range(12))
    assert min(noticed, unnoticed, in_part) >= 5, (noticed, unnoticed, in_part)


@pytest.mark.slow
def test_losses_of_many_plans_are_noticed_as_in_whole_plans() -> None:
    noticed, unnoticed, in_part = compare(range(12, 100))
    assert min(noticed, unnoticed, in_part) > 100, (noticed, unnoticed, in_part)


FAR = """
company: {name: Zaak, main_number: 0854879610}
numbers: [0854879610]
users:
  anna: {extension: 201, devices: [{model: generic-sip}]}
  bert: {extension: 202, devices: [{model: generic-sip}]}
hunt_groups:
  verborgen: {members: [anna], overflow: {after: 30s, to: bert}}
auto_attendants:
  menu: {extension: 555, business_hours_menu: {keys: {1: verborgen, 2: bert}}}
"""


@pytest.mark.parametrize(("key", "noticed"), [("1: verborgen, ", True), ("", False)])
def test_who_comes_to_an_object_by_a_menu_notices_what_it_does(key: str, noticed: bool) -> None:
    linked = case_of(FAR.replace("1: verborgen, ", key))
    route = linked.plan.hunt_groups["verborgen"].at("overflow")
    losses = [Loss(route, say("another way"), GROUP_WAITING, (PlanEdit(route),))]
    assert room.noticed_losses(linked, losses) == (losses if noticed else [])


MANY = """
company: {{name: Zaak, main_number: 0854879610}}
numbers: [0854879610]
users:
  anna: {{extension: 201}}
hunt_groups:
{groups}
"""
GROUP = "  g{n}: {{extension: {extension}, members: [anna], when_busy: {busy}, overflow: {{after: 30s, to: anna}}}}"


@pytest.mark.parametrize(("busy", "told"), [("anna", 0), ("busy_tone", 300)])
def test_what_is_not_tried_counts_as_noticed_where_anything_is(
    busy: str, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = "\n".join(GROUP.format(n=n, extension=300 + n, busy=busy) for n in range(300))
    linked = case_of(MANY.format(groups=groups))
    groups_at = [group.at("when_busy") for group in linked.plan.hunt_groups.values()]
    losses = [Loss(route, say("another way"), GROUP_WAITING, (PlanEdit(route, "anna"),)) for route in groups_at]
    monkeypatch.setattr(room, "MOST_WORK", 20)
    assert len(room.noticed_of(linked, losses)) == told
