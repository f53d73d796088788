"""What the platform would refuse of a deployment, all of it told before the first command is sent."""

from collections.abc import Iterable
from dataclasses import replace

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan, refuse_defects
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Connection, Defect


def refuse_before_sending(
    company: CompanyPlan, connection: Connection, deployment: Deployment, known: Iterable[Defect] = ()
) -> Deployment:
    """The deployment, with notes of what could not be looked at.

    Raises `DefectsError` for what is `known` and what the platform would refuse, together, and `PlatformError`.
    """
    wanted = deployment.wanted
    if not deployment.changes:
        refuse_defects(company, known)
        return deployment
    found = connection.preflight(wanted.tenant, deployment.platform, deployment.changes, deployment.operations)
    refuse_defects(company, (*known, *found.defects))
    return replace(deployment, wanted=replace(wanted, notes=(*wanted.notes, *found.unchecked)))
