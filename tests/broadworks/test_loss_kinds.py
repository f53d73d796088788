"""What BroadWorks cannot do has names and is an edit of the plan: with all of them it is what the platform does."""

from itertools import pairwise

import pytest
from broadworks_companies import company
from broadworks_plans import bench_of, case_of, site
from small_plans import small_plan

from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.linking import link
from nummerplan.compiler.translation.compare_image import Translation, translation_of
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.platform import Site
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.loss_kinds import LOSS_KINDS

WITHOUT_CODE = site(voicemail_transfer="none")


def translated(linked: LinkedPlan, where: Site | None = None) -> Translation:
    """A plan beside the image of the company that it wants."""
    there = where or site()
    wanted = PROVISIONING.wanted(bench_of(linked), there)
    image = PROVISIONING.image(wanted.tenant, there, linked.plan.company.country)
    return translation_of(linked, wanted.losses, image)


def plan_and_place(seed: int) -> tuple[LinkedPlan, Site]:
    text = small_plan(seed) if seed % 5 else company(seed, "zaak.example", "zaak")
    return case_of(text), WITHOUT_CODE if seed % 3 else site()


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
