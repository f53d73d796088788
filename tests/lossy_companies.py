"""Random companies of which BroadWorks cannot do everything, and what becomes of them there."""

from broadworks_companies import company
from broadworks_plans import bench_of, case_of, site
from small_plans import small_plan

from nummerplan.compiler.translation.compare_image import Translation, translation_of
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.platform import Site
from nummerplan.targets.broadworks import PROVISIONING

WITHOUT_CODE = site(voicemail_transfer="none")


def plan_and_place(seed: int) -> tuple[LinkedPlan, Site]:
    """A random plan and its platform; most of these have no transfer to voicemail."""
    text = small_plan(seed) if seed % 5 else company(seed, "zaak.example", "zaak")
    return case_of(text), WITHOUT_CODE if seed % 3 else site()


def translated(linked: LinkedPlan, where: Site | None = None) -> Translation:
    """A plan beside the image of the company that it wants."""
    there = where or site()
    found = PROVISIONING.wanted(bench_of(linked), there)
    image = PROVISIONING.image(found.tenant, there, linked.plan.company.country)
    return translation_of(linked, found.losses, image)
