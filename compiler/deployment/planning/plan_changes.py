"""What deploying a plan would do: what it wants, against what the platform holds."""

from dataclasses import dataclass, replace

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan, deployable, refuse_defects
from nummerplan.compiler.deployment.planning.compare_tenants import MustWrite, compare_tenants
from nummerplan.compiler.deployment.planning.manual_switches import keep_manual_switches
from nummerplan.compiler.deployment.planning.new_deployment import new_deployment
from nummerplan.compiler.deployment.records.secret_fingerprints import SecretFingerprints
from nummerplan.model.deployment.deployment import Deployment, Memory
from nummerplan.model.deployment.platform import Connection, Defect, Progress
from nummerplan.model.deployment.tenant import Identity, TenantObject
from nummerplan.model.message import Message, say


@dataclass(frozen=True)
class ComparisonPolicy:
    """How that is compared which the platform alone does not tell: by what is remembered of secrets and switches.

    People may choose that switches set by hand are set back, and that secrets of which nothing is known are written.
    """

    memory: Memory
    fingerprints: SecretFingerprints
    reset_switches: bool = False
    write_secrets: bool = False


def plan_changes(
    company: CompanyPlan, connection: Connection, policy: ComparisonPolicy, progress: Progress | None = None
) -> Deployment:
    """Read the platform and work out what has to change there, and with which commands.

    Raises `DefectsError` for what the platform would refuse, and `PlatformError`.
    """
    wanted = deployable(company)
    platform = connection.read(wanted.tenant, progress)
    taken = [found for identity, found in wanted.tenant.objects.items() if identity in platform.untouched]
    refuse_defects(company, (Defect(found.route, _name_is_taken(found)) for found in taken))
    # Where switches are set back, none of them counts as set by hand.
    deployed = {} if policy.reset_switches else policy.memory.switches
    goal, switches = keep_manual_switches(wanted.tenant, platform, deployed)
    unknown: list[tuple[Identity, str]] = []
    changes = compare_tenants(platform, goal, _counting(policy, unknown))
    deployment = new_deployment(company, connection, wanted, platform, changes)
    return replace(deployment, manual_switches=switches, unknown_secrets=len(unknown))


def _name_is_taken(found: TenantObject) -> Message:
    name = found.identity.name
    return say("the platform has {name} already, in a form that no plan can describe: it is left alone", name=name)


def _counting(policy: ComparisonPolicy, unknown: list[tuple[Identity, str]]) -> MustWrite:
    """Which secrets are written; those that are left alone because nothing is remembered of them are listed."""
    decide = policy.fingerprints.must_write(policy.memory, policy.write_secrets)

    def must_write(here: Identity, wanted: TenantObject, setting: str) -> bool:
        decided = decide(here, wanted, setting)
        if not decided and not {(here, setting), (wanted.identity, setting)} & policy.memory.fingerprints.keys():
            unknown.append((wanted.identity, setting))
        return decided

    return must_write
