"""Everything that the platform would refuse of a deployment, found by questions alone."""

from collections.abc import Callable, Sequence

from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.platform import Operation, Preflight, Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks.client.answer_checks import expect_answer
from nummerplan.targets.broadworks.client.batched_queries import read_in_batches
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query
from nummerplan.targets.broadworks.preflight.device_types import check_devices
from nummerplan.targets.broadworks.preflight.mac_holders import check_mac_addresses
from nummerplan.targets.broadworks.preflight.number_holders import check_numbers
from nummerplan.targets.broadworks.preflight.password_rules import check_device_passwords, check_passwords
from nummerplan.targets.broadworks.preflight.preflight_context import PreflightCheck, PreflightContext
from nummerplan.targets.broadworks.preflight.provider_schedules import check_provider_schedules
from nummerplan.targets.broadworks.preflight.service_limits import check_services
from nummerplan.targets.broadworks.preflight.user_ids import check_ids

CHECKS: tuple[PreflightCheck, ...] = (
    check_numbers,
    check_ids,
    check_services,
    check_devices,
    check_mac_addresses,
    check_passwords,
    check_device_passwords,
    check_provider_schedules,
)


def preflight(  # noqa: PLR0913, PLR0917 - what is there, what is wanted, and what would be done
    ask: Ask,
    site: Site,
    wanted: Tenant,
    platform: Tenant,
    changes: ChangeSet,
    operations: Sequence[Operation],
    secret: Callable[[str], str | None],
) -> Preflight:
    """What the platform would refuse. Raises `PlatformError` for a question that it does not answer."""
    context = PreflightContext(site, wanted, platform, changes, operations, secret)

    def certain(queries: Sequence[Query]) -> Sequence[Answer]:
        answers = ask(queries)
        for query, answer in zip(queries, answers, strict=True):
            expect_answer(query, answer)
        return answers

    list(read_in_batches(certain, (check(context) for check in CHECKS)))
    return Preflight(tuple(context.defects.values()), tuple(context.unchecked.values()))
