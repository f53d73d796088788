"""What deploying a plan would do: what it wants, against what the platform holds."""

from dataclasses import dataclass
from pathlib import Path

from nummerplan.compiler.artefacts.audio import telephone_audio
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.deployment.planning.compare_tenants import MustWrite, compare
from nummerplan.compiler.deployment.planning.manual_switches import keep_overrides
from nummerplan.compiler.deployment.planning.secret_fingerprints import SecretMarks
from nummerplan.compiler.deployment.site import find_site
from nummerplan.compiler.pipeline import Checked
from nummerplan.compiler.reading.project_settings import Project
from nummerplan.model.artefact import Workbench
from nummerplan.model.deployment.deployment import Deployment, Memory
from nummerplan.model.deployment.platform import Connection, Defect, Progress, Provisioning, Site
from nummerplan.model.deployment.tenant import Identity, TenantObject
from nummerplan.model.message import Message, say


@dataclass(frozen=True)
class Job:
    """One plan, where its company lives, and how that is deployed to."""

    plan: Checked
    site: Site
    provisioning: Provisioning
    bench: Workbench

    @property
    def folder(self) -> Path | None:
        """The plan's folder, where its audio files are."""
        name = self.plan.document.name
        return None if name == "-" else Path(name).parent


class DefectsError(Exception):
    """The platform would refuse what the plan wants: nothing was sent."""

    def __init__(self, defects: tuple[Defect, ...]) -> None:
        super().__init__(f"{len(defects)} defects")
        self.defects = defects


def job_of(plan: Checked, project: Project, secrets: NamedSecrets) -> Job:
    """What deploying a plan needs. Raises `SettingError` when nothing says where its company lives."""
    site, provisioning = find_site(plan.linked.plan.platform, project)
    name = plan.document.name
    audio = telephone_audio(None if name == "-" else Path(name).parent)
    return Job(plan, site, provisioning, Workbench(plan.linked, secrets, audio))


@dataclass(frozen=True)
class Terms:
    """On which terms is compared what cannot be read: what is remembered of secrets and switches.

    People may choose that switches set by hand are set back, and that secrets of which nothing is known are written.
    """

    memory: Memory
    marks: SecretMarks
    reset_overrides: bool = False
    write_secrets: bool = False


def prepare(job: Job, connection: Connection, terms: Terms, progress: Progress | None = None) -> Deployment:
    """Read the platform and work out what has to change there. Raises `DefectsError`."""
    wanted = job.provisioning.wanted(job.bench, job.site)
    if wanted.defects:
        raise DefectsError(wanted.defects)
    platform = connection.read(wanted.tenant, progress)
    if clashes := [found for identity, found in wanted.tenant.objects.items() if identity in platform.untouched]:
        raise DefectsError(tuple(Defect(found.route, _clash(found)) for found in clashes))
    # Where switches are set back, none of them counts as set by hand.
    deployed = {} if terms.reset_overrides else terms.memory.switches
    goal, overrides = keep_overrides(wanted.tenant, platform, deployed)
    unknown: list[tuple[Identity, str]] = []
    changes = compare(platform, goal, _counted(terms, unknown))
    operations = tuple(job.provisioning.operations(changes, platform, job.site))
    return Deployment(
        site=job.site,
        plan=job.plan.document.name,
        wanted=wanted,
        platform=platform,
        changes=changes,
        operations=operations,
        documents=len(connection.documents(operations)),
        overrides=overrides,
        unknown_secrets=len(unknown),
    )


def _clash(found: TenantObject) -> Message:
    """Why an object cannot be made: its name is taken."""
    name = found.identity.name
    return say("the platform has {name} already, in a form that no plan can describe: it is left alone", name=name)


def _counted(terms: Terms, unknown: list[tuple[Identity, str]]) -> MustWrite:
    """Which secrets are written; those that are left alone because nothing is remembered of them are listed."""
    decide = terms.marks.must_write(terms.memory, terms.write_secrets)

    def must_write(here: Identity, wanted: TenantObject, setting: str) -> bool:
        decided = decide(here, wanted, setting)
        if not decided and not {(here, setting), (wanted.identity, setting)} & terms.memory.marks.keys():
            unknown.append((wanted.identity, setting))
        return decided

    return must_write
