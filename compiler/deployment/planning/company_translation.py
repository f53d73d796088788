"""Whether a platform does what a company's plan says: before a deployment, after it, and at any time in between."""

from collections.abc import Collection, Iterator

from nummerplan.compiler.deployment.planning.caller_impact import platform_after
from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.deployment.planning.compare_tenants import compare_tenants
from nummerplan.compiler.translation.compare_image import Translation, translation_of
from nummerplan.compiler.translation.translation_text import loss_line
from nummerplan.model.artefact import Image, Loss
from nummerplan.model.deployment.deployment import Deployment, ManualSwitch
from nummerplan.model.deployment.platform import Wanted
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.message import Message, say


def translation_to_come(company: CompanyPlan, deployment: Deployment) -> Translation | None:
    """What will become of the plan by a deployment of it; None for one that finishes or undoes another.

    Where changes are left out it is what all of them would make: with some alone the platform is not as the plan yet.
    """
    if deployment.kind != "deploy":
        return None
    wanted, changes = deployment.wanted, deployment.changes
    if deployment.left_out:
        changes = compare_tenants(deployment.platform, wanted.tenant, lambda *_: False)
    tenant = platform_after(deployment.platform, changes)
    return translation_on(company, wanted, tenant, deployment.manual_switches)


def translation_on(
    company: CompanyPlan, wanted: Wanted, tenant: Tenant, switches: Collection[ManualSwitch] = ()
) -> Translation:
    """What becomes of the plan on a platform that holds a tenant."""
    linked, objects = company.plan.linked, wanted.tenant.objects
    by_hand = [objects[switch.identity].key or "company" for switch in switches if switch.identity in objects]
    try:
        image = company.provisioning.image(tenant, company.site, linked.plan.company.country)
    except ValueError:
        # No plan can say anything at all of what it holds.
        image = Image(linked.plan, tuple(map(str, tenant.objects)))
    return translation_of(linked, wanted.losses, image, by_hand)


def unaccepted(company: CompanyPlan, translation: Translation) -> list[Loss]:
    """The losses that callers notice and the plan does not accept."""
    linked = company.plan.linked
    platform = linked.plan.platform
    return [
        loss
        for loss in translation.noticed
        if platform is None or loss.kind is None or not platform.accept(loss.kind.name, loss.key, linked.today)
    ]


def against_translation(company: CompanyPlan, translation: Translation | None) -> Iterator[Message]:
    """Why a deployment must not begin: what it would do to callers and the plan does not say, or not accept."""
    if translation is None:
        return
    if translation.has_defect:
        yield say(
            "{tenant}: the platform would do what the plan does not say and no loss explains (see above); that is a "
            "defect of nummerplan, and nothing is sent",
            tenant=company.tenant,
        )
    for loss in unaccepted(company, translation):
        yield say(
            "{tenant}: callers notice this, and the plan does not accept it (platform.accepts): {loss}",
            tenant=company.tenant,
            loss=loss_line(loss, company.plan.document),
        )
