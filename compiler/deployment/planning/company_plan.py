"""One company's plan with its platform and its journal: what every command works from that deploys or compares."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from nummerplan.compiler.artefacts.audio import telephone_audio
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.deployment.planning.beyond_plans import differs, leave_alone, sayable
from nummerplan.compiler.deployment.planning.unmanaged_settings import keep_unmanaged
from nummerplan.compiler.deployment.records.journal import Journal, open_journal
from nummerplan.compiler.deployment.records.secret_fingerprints import SecretFingerprints, fingerprint_key
from nummerplan.compiler.deployment.records.state_folder import tenant_folder
from nummerplan.compiler.deployment.records.tenant_lock import lock_tenant
from nummerplan.compiler.findings.check_plans import Checked
from nummerplan.compiler.reading.discover import plan_folder
from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.model.artefact import Workbench
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.platform import Connection, Defect, Operation, Provisioning, Site, Wanted
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.errors import ExitCode, NummerplanError, SettingError
from nummerplan.model.message import say
from nummerplan.model.plan.company import Platform
from nummerplan.model.settings.project import FILE_NAME, Project
from nummerplan.targets import platforms


class DefectsError(NummerplanError):
    """The platform would refuse what the plan wants: nothing was sent. The details say where and why."""

    exit_code = ExitCode.FINDINGS


@dataclass(frozen=True)
class CompanyPlan:
    """One plan, where its company lives, and how that is deployed to."""

    plan: Checked
    site: Site
    provisioning: Provisioning
    bench: Workbench

    @property
    def tenant(self) -> str:
        """The company's address in one word: `hosted/SP/GROUP`."""
        return self.site.tenant

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of the plan, seen from the working directory; none for a plan from a pipe."""
        return tuple(Path(file.name) for file in self.plan.document.files if file.name != "-")

    def wanted(self) -> Wanted:
        """What the plan wants of the platform, defects included."""
        return self.provisioning.wanted(self.bench, self.site)

    def fitted(self, wanted: Wanted, platform: Tenant) -> Wanted:
        """What is wanted in the words of what a platform holds, with notes about that; what the plan leaves to the
        platform is wanted as it is there.
        """
        found = self.provisioning.fitted(wanted.tenant, platform, self.plan.linked.today)
        tenant = keep_unmanaged(found.tenant, platform, self.plan.linked.plan)
        return replace(wanted, tenant=tenant, notes=(*wanted.notes, *found.notes))

    def operations(self, changes: ChangeSet, platform: Tenant) -> tuple[Operation, ...]:
        """The commands that make changes on a platform, from what it holds."""
        return tuple(self.provisioning.operations(changes, platform, self.site))

    def connect(self) -> AbstractContextManager[Connection]:
        """Open a connection that is logged in. Raises `PlatformError`, and `SettingError` for the platform's table."""
        return self.provisioning.connect(self.site, self.bench.secrets, self.bench.telephone_audio)


def company_plan(plan: Checked, project: Project, secrets: NamedSecrets) -> CompanyPlan:
    """What deploying a plan needs. Raises `SettingError` when nothing says where its company lives."""
    site, provisioning = find_site(plan.linked.plan.platform, project)
    audio = telephone_audio(plan_folder(plan.document.name))
    return CompanyPlan(plan, site, provisioning, Workbench(plan.linked, secrets, audio))


def deployable(company: CompanyPlan) -> Wanted:
    """What the plan wants of the platform. Raises `DefectsError` when the platform would refuse some of it."""
    wanted = company.wanted()
    refuse_defects(company, wanted.defects)
    return wanted


def refuse_defects(company: CompanyPlan, defects: Iterable[Defect]) -> None:
    """Raise `DefectsError` with the place and the reason of each defect, if there is any."""
    document = company.plan.document
    if lines := [
        say("{place}: {message}", place=str(document.span(defect.route)), message=defect.message) for defect in defects
    ]:
        raise DefectsError(say("{plan}: the platform would refuse this:", plan=document.name), *lines)


def find_site(platform: Platform | None, project: Project) -> tuple[Site, Provisioning]:
    """The site of a plan's `platform`, and how its kind of platform is deployed to. Raises `SettingError`."""
    if platform is None:
        wanted = "platform: {name: NAME, service_provider: SP, group: G}"
        raise SettingError(say("the plan does not say where the company lives; write {wanted}", wanted=wanted))
    table = project.platforms.get(platform.name)
    if table is None:
        meant = suggest(platform.name, list(project.platforms))
        about = {"file": project.file or FILE_NAME, "name": platform.name}
        raise SettingError(
            say("{file}: there is no [platforms.{name}]; did you mean {meant}?", **about, meant=meant)
            if meant
            else say("{file}: there is no [platforms.{name}]", **about)
        )
    for name in ("service_provider", "group"):
        if not getattr(platform, name):
            raise SettingError(say("the plan's platform has no {name}", name=name))
    here = (platform.service_provider or "", platform.group or "", platform.domain or "")
    kind = table["kind"]  # one that there is: the reader of settings has seen to that
    return Site(platform.name, kind, table, *here), platforms()[kind]


@dataclass(frozen=True)
class Session:
    """One company's plan, and the journal of its deployments, which lies below `folder`."""

    company: CompanyPlan
    folder: Path
    journal: Journal
    fingerprints: SecretFingerprints

    def fitted(self, wanted: Wanted, platform: Tenant) -> Wanted:
        """What is wanted of this platform: as `CompanyPlan.fitted`, and what no plan can say as it is there.

        What a deployment that did not end has left there is not taken for somebody's own, nor the company itself where
        only some of its objects were deployed.
        """
        company, known = self.company, self.journal.memory().known
        found = company.fitted(wanted, platform)
        if not differs(found.tenant, platform):
            return found
        said = sayable(company.provisioning, company.bench, company.site, platform)
        fresh = {identity for identity in platform.objects if identity.kind == "company"} if known else set()
        ours = {identity for identity in known if identity.kind in company.provisioning.own_kinds}
        ours |= {*self.journal.unfinished_objects(), *(fresh - known)}
        return leave_alone(found, platform, said, ours, company.provisioning.read_only)


@contextmanager
def open_session(company: CompanyPlan, folder: Path, alone: bool) -> Iterator[Session]:
    """A session with the journal below `folder`; `alone` keeps every other deployment of the company out.

    Raises `LockedError` when another one is at work, and `JournalError`.
    """
    with ExitStack() as stack:
        place = tenant_folder(folder, company.tenant)
        if alone:
            stack.enter_context(lock_tenant(place, company.tenant))
        journal = stack.enter_context(open_journal(place))
        bench = company.bench
        fingerprints = SecretFingerprints(fingerprint_key(folder), bench.secrets, bench.telephone_audio)
        yield Session(company, folder, journal, fingerprints)
