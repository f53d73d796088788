"""What a plan's own platform cannot do of it, for the rules that judge a plan; nothing is sent to find that out."""

from nummerplan.compiler.translation.noticed_losses import noticed_losses
from nummerplan.model.artefact import Workbench
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.platform_losses import PlatformLoss, PlatformLosses
from nummerplan.model.deployment.platform import Site
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.settings.project import Project
from nummerplan.targets import platforms


class _NoSecrets:
    """A check looks into no secret."""

    revealed = False

    def __call__(self, secret: Secret | str | None, /) -> str:
        return ""


def platform_losses(linked: LinkedPlan, project: Project) -> PlatformLosses | None:
    """The losses of a plan; None where it names no platform of the project, or what knows it is not installed."""
    where = linked.plan.platform
    table = project.platforms.get(where.name) if where else None
    if where is None or table is None:
        return None
    provisioning = platforms()[table["kind"]]
    site = Site(
        where.name, table["kind"], table, where.service_provider or "", where.group or "", where.domain or where.name
    )
    try:
        losses = provisioning.losses(Workbench(linked, _NoSecrets(), lambda path: b""), site)
    except ModuleNotFoundError:
        return None
    noticed = {id(loss) for loss in noticed_losses(linked, losses)}
    return PlatformLosses(
        where.name,
        tuple(
            PlatformLoss(loss.kind.name, loss.key, loss.route, loss.message, id(loss) in noticed)
            for loss in losses
            if loss.kind is not None
        ),
    )
