"""A platform's company as a plan, as a person would write it."""

from collections import Counter

from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.plan.company import Platform
from nummerplan.model.plan.plan import Plan
from nummerplan.targets.broadworks.object_kind import PlanBuilder
from nummerplan.targets.broadworks.objects import all_kinds
from nummerplan.targets.broadworks.parts.languages import language_name
from nummerplan.targets.broadworks.tenant.plan_keys import keys_of

COMPANY = "company"


def plan_of(tenant: Tenant, site: Site) -> Plan:
    """The plan that wants what the platform holds. What no plan can say is left out."""
    return written_plan(PlanBuilder(tenant, site, keys_of(tenant)))


def written_plan(builder: PlanBuilder) -> Plan:
    """The plan of all that a builder's tenant holds. What no plan can say is left out, and the builder names it."""
    tenant, site, kinds = builder.tenant, builder.site, all_kinds()
    # What others have is written as it differs from the company.
    for name in (COMPANY, *(name for name in kinds if name != COMPANY)):
        kinds[name].as_plan(tenant, builder)
    if (language := _language(tenant)) not in (None, "nl"):
        builder.section(COMPANY)["language"] = language
    builder.data["platform"] = Platform(
        name=site.name, service_provider=site.service_provider, group=site.group, domain=site.domain or None
    )
    filled = {name: value for name, value in builder.data.items() if value not in ({}, [])}
    return Plan.model_validate({"nummerplan": "1", **filled})


def _language(tenant: Tenant) -> str | None:
    """The language that most of the company has: a plan has one for all."""
    languages = Counter(language for found in tenant.objects.values() if (language := found.settings.get("language")))
    known = [str(language) for language, _ in languages.most_common() if language_name(str(language))]
    return known[0] if known else None
