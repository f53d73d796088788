"""A plan from what a live company holds, in a folder of its own, with a report of what became of all of it."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from nummerplan.compiler.artefacts.audio import telephone_audio
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.deployment.planning.company_plan import find_site
from nummerplan.compiler.deployment.planning.imported_plan import imported_plan
from nummerplan.compiler.deployment.report.import_report import import_report
from nummerplan.compiler.deployment.report.setting_text import SettingText
from nummerplan.compiler.linking import link
from nummerplan.compiler.reading.discover import PLAN_NAME
from nummerplan.compiler.text.plan_yaml import plan_yaml
from nummerplan.compiler.writing.atomic_write import atomic_write
from nummerplan.model.artefact import Workbench
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.imported import ImportedSetting
from nummerplan.model.deployment.platform import Provisioning, Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.errors import RenderError
from nummerplan.model.message import Translate, say
from nummerplan.model.plan.company import Platform
from nummerplan.model.settings.project import Project

REPORT_NAME = "import-report.md"


@dataclass(frozen=True)
class Imported:
    """The plan's file, where the company lives and what it holds there, and what became of each part of that."""

    plan: Path
    site: Site
    platform: Tenant
    linked: LinkedPlan
    rows: tuple[ImportedSetting, ...]


def import_plan(platform: Platform, project: Project, secrets: NamedSecrets, out: Path, today: date) -> Imported:
    """Read a company and write `plan.yaml` in the folder `out`.

    Without a domain that of most of the company's ids is taken. Nothing is overwritten: raises `RenderError` when there
    is a plan or a report already, or the plan cannot be written. Raises `SettingError` and `PlatformError`.
    """
    refuse_overwriting(out)
    site, provisioning = find_site(platform, project)
    tenant = _read(site, provisioning, secrets, out)
    if not site.domain and (domain := _domain(tenant)):
        site = replace(site, domain=domain)
        tenant = _read(site, provisioning, secrets, out)
    linked = link(provisioning.plan_of(tenant, site), PLAN_NAME, today)
    found = imported_plan(provisioning, Workbench(linked, secrets, telephone_audio(out)), site, tenant)
    plan = found.plan
    if plan.platform is None:
        plan = plan.model_copy(update={"platform": platform.model_copy(update={"domain": site.domain or None})})
    _write(out / PLAN_NAME, plan_yaml(plan))
    return Imported(out / PLAN_NAME, site, tenant, linked, found.rows)


def write_report(found: Imported, translate: Translate) -> Path:
    """Write `import-report.md` beside the plan, in the reader's language. Raises `RenderError`."""
    file = found.plan.with_name(REPORT_NAME)
    words = SettingText(found.linked, found.platform)
    _write(file, import_report(found.site.tenant, found.rows, words, translate))
    return file


def refuse_overwriting(out: Path) -> None:
    """See that no plan would be lost. Raises `RenderError`."""
    if out.exists() and not out.is_dir():
        raise RenderError(say("{path} is no folder", path=str(out)))
    there = [
        file
        for file in (out.iterdir() if out.exists() else ())
        if file.suffix in (".yaml", ".yml") or file.name == REPORT_NAME
    ]
    if there:
        raise RenderError(say("{path} is there already; name another folder with --out", path=str(there[0])))


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(file, text.encode())
    except OSError as problem:
        raise RenderError(
            say("{path} cannot be written: {reason}", path=str(file), reason=problem.strerror or "unknown")
        ) from problem


def _read(site: Site, provisioning: Provisioning, secrets: NamedSecrets, out: Path) -> Tenant:
    with provisioning.connect(site, secrets, telephone_audio(out)) as connection:
        return connection.read()


def _domain(tenant: Tenant) -> str:
    """The domain of most ids, if they have any: what is left alone may be so because its domain was not known."""
    names = [identity.name for identity in (*tenant.objects, *tenant.untouched)]
    domains = Counter(domain for name in names if (domain := name.rpartition("@")[2]) != name)
    return domains.most_common(1)[0][0] if domains else ""
