"""The one place where the commands of a deployment are computed."""

from collections.abc import Iterable

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Connection, Operation, Wanted
from nummerplan.model.deployment.tenant import Tenant


def new_deployment(  # noqa: PLR0913, PLR0917 - the parts of a deployment
    company: CompanyPlan,
    connection: Connection,
    wanted: Wanted,
    platform: Tenant,
    changes: ChangeSet,
    saved: Iterable[Operation] | None = None,
) -> Deployment:
    """A deployment that makes changes, with the commands for them; those of a saved plan are taken as they are.

    Whatever shows, saves or sends it later takes `operations` from it and computes none: what was shown is what is
    sent, also if the target would give other commands a second time.
    """
    operations = tuple(company.provisioning.operations(changes, platform, company.site) if saved is None else saved)
    documents = len(connection.documents(operations))
    return Deployment(company.site, company.plan.document.name, wanted, platform, changes, operations, documents)
