"""Where a plan's company lives: what the plan says, and what the project says of that platform."""

from nummerplan.compiler.reading.project_settings import no_kind
from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.model.deployment.platform import Provisioning, Site
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say
from nummerplan.model.plan.company import Platform
from nummerplan.model.settings.project import FILE_NAME, Project
from nummerplan.targets import platforms


def find_site(platform: Platform | None, project: Project) -> tuple[Site, Provisioning]:
    """The site of a plan's `platform`, and how its kind of platform is deployed to. Raises `SettingError`."""
    if platform is None:
        wanted = "platform: {name: NAME, service_provider: SP, group: G}"
        raise SettingError(say("the plan does not say where the company lives; write {wanted}", wanted=wanted))
    table = project.platforms.get(platform.name)
    file = project.file or FILE_NAME
    if table is None:
        meant = suggest(platform.name, list(project.platforms))
        about = {"file": file, "name": platform.name}
        raise SettingError(
            say("{file}: there is no [platforms.{name}]; did you mean {meant}?", **about, meant=meant)
            if meant
            else say("{file}: there is no [platforms.{name}]", **about)
        )
    for name in ("service_provider", "group"):
        if not getattr(platform, name):
            raise SettingError(say("the plan's platform has no {name}", name=name))
    kind = table.get("kind")
    known = platforms()
    if not isinstance(kind, str) or kind not in known:
        raise SettingError(say("{file}: {problem}", file=file, problem=no_kind(platform.name, kind)))
    here = (platform.service_provider or "", platform.group or "", platform.domain or "")
    return Site(platform.name, kind, table, *here), known[kind]
