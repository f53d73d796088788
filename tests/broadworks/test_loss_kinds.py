"""What BroadWorks cannot do has names and is an edit of the plan: with all of them it is what the platform does."""

from dataclasses import replace
from itertools import pairwise

import pytest
from broadworks_companies import plan_and_place, translated
from broadworks_plans import COMPANY, site, wanted

from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.linking import link
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.model.deployment.tenant import Identity, Tenant, Value
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.loss_kinds import LOSS_KINDS


def different(seeds: range) -> int:
    """How many of random companies are carried out otherwise than they are written, each as its losses say."""
    count = 0
    for seed in seeds:
        found = translated(*plan_and_place(seed))
        assert found.unexplained == (), (seed, [str(line.was) for line in found.unexplained])
        assert found.unknown == (), seed
        assert bool(found.noticed) == bool(found.differences), seed
        count += not found.is_proven
    return count


def test_losses_explain_all_that_random_companies_notice() -> None:
    assert different(range(30)) >= 15


@pytest.mark.slow
def test_losses_explain_all_that_many_random_companies_notice() -> None:
    assert different(range(1000, 1500)) >= 300


def test_a_difference_belongs_to_the_loss_whose_edit_makes_it() -> None:
    """Edit after edit: whatever is noticed in the end came with one of them."""
    for seed in range(100, 110):
        linked, where = plan_and_place(seed)
        losses = translated(linked, where).noticed
        plans = [linked]
        for loss in losses:
            plans.append(link(edited(plans[-1].plan, loss.edits), "plan.yaml", linked.today))
        brought = [{found.entry for found in difference(*pair)} for pair in pairwise(plans)]
        assert {found.entry for found in difference(plans[0], plans[-1])} <= set().union(*brought), seed


def test_kinds_have_names_that_are_given_once() -> None:
    names = [kind.name for kind in LOSS_KINDS]
    assert len(set(names)) == len(names)
    assert all(str(kind.page).endswith(".") for kind in LOSS_KINDS)


TEXT = (
    COMPANY
    + """
users:
  anna: {extension: 201, devices: [{model: generic-sip}], simultaneous_ring: {numbers: [0612345678], during: avond}}
hunt_groups: {balie: {extension: 301, members: [anna]}}
auto_attendants:
  menu: {extension: 401, business_hours_menu: {keys: {1: anna}}, after_hours_menu: {keys: {1: anna}}}
"""
)


@pytest.mark.parametrize(
    ("kind", "key", "setting", "value"),
    [
        ("schedule", "avond", "other_events", ("elke tweede week",)),
        ("hunt_group", "balie", "active", False),
        ("hunt_group", "balie", "members", ("anna@zaak.example", "vreemd@elders.example")),
        ("auto_attendant", "menu", "active", False),
        ("auto_attendant", "menu", "business_hours", "Rooster van de onderneming"),
        ("auto_attendant", "menu", "business_hours_menu.keys", (("1", "Transfer To Mailbox", None, None),)),
        ("user", "anna", "device", "vreemd toestel"),
        ("user", "anna", "simultaneous_ring.numbers", ("*55201",)),
        ("user", "anna", "simultaneous_ring.during", "Rooster van de onderneming"),
        ("mailbox", "post", "takes_calls", False),
        ("company", "", "caller_id", None),
    ],
)
def test_what_no_plan_can_say_makes_the_image_not_known_there(kind: str, key: str, setting: str, value: Value) -> None:
    tenant = wanted(TEXT).tenant
    found = next(one for one in tenant.of_kind(kind) if one.key == key)
    changed = replace(found, settings={**found.settings, setting: value})
    objects = {**tenant.objects, found.identity: changed}
    assert PROVISIONING.image(tenant, site(), "NL").unknown == ()
    assert PROVISIONING.image(Tenant(objects), site(), "NL").unknown == (str(found.identity),)


def test_what_is_left_alone_is_not_known() -> None:
    other = Identity("hunt_group", "gewogen@zaak.example")
    assert PROVISIONING.image(Tenant({}, (other,)), site(), "NL").unknown == ("hunt group gewogen@zaak.example",)
