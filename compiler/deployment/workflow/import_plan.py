"""A plan from what a live company holds, in a folder of its own."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from nummerplan.compiler.artefacts.audio import telephone_audio
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.deployment.planning.company_plan import find_site
from nummerplan.compiler.reading.discover import PLAN_NAME
from nummerplan.compiler.text.plan_yaml import plan_yaml
from nummerplan.compiler.writing.atomic_write import atomic_write
from nummerplan.model.deployment.platform import Provisioning, Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.errors import RenderError
from nummerplan.model.message import say
from nummerplan.model.plan.company import Platform
from nummerplan.model.settings.project import Project


def import_plan(platform: Platform, project: Project, secrets: NamedSecrets, out: Path) -> tuple[Path, Site, Tenant]:
    """Read a company and write `plan.yaml` in the folder `out`. Returns that file, where the company lives, and what
    the platform holds of it.

    Without a domain that of most of the company's ids is taken. Nothing is overwritten: raises `RenderError` when there
    is a plan already, or the file cannot be written. Raises `SettingError` and `PlatformError`.
    """
    refuse_overwriting(out)
    site, provisioning = find_site(platform, project)
    tenant = _read(site, provisioning, secrets, out)
    if not site.domain and (domain := _domain(tenant)):
        site = replace(site, domain=domain)
        tenant = _read(site, provisioning, secrets, out)
    plan = provisioning.plan_of(tenant, site)
    if plan.platform is None:
        plan = plan.model_copy(update={"platform": platform.model_copy(update={"domain": site.domain or None})})
    file = out / PLAN_NAME
    try:
        out.mkdir(parents=True, exist_ok=True)
        atomic_write(file, plan_yaml(plan).encode())
    except OSError as problem:
        raise RenderError(
            say("{path} cannot be written: {reason}", path=str(file), reason=problem.strerror or "unknown")
        ) from problem
    return file, site, tenant


def refuse_overwriting(out: Path) -> None:
    """See that no plan would be lost. Raises `RenderError`."""
    if out.exists() and not out.is_dir():
        raise RenderError(say("{path} is no folder", path=str(out)))
    there = [file for file in (out.iterdir() if out.exists() else ()) if file.suffix in (".yaml", ".yml")]
    if there:
        raise RenderError(say("{path} is there already; name another folder with --out", path=str(there[0])))


def _read(site: Site, provisioning: Provisioning, secrets: NamedSecrets, out: Path) -> Tenant:
    with provisioning.connect(site, secrets, telephone_audio(out)) as connection:
        return connection.read()


def _domain(tenant: Tenant) -> str:
    """The domain of most ids, if they have any: what is left alone may be so because its domain was not known."""
    names = [identity.name for identity in (*tenant.objects, *tenant.untouched)]
    domains = Counter(domain for name in names if (domain := name.rpartition("@")[2]) != name)
    return domains.most_common(1)[0][0] if domains else ""
