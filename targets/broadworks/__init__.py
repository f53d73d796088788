"""The plan as commands for a BroadWorks platform (OCI-P), and the way to deploy it there.

`nummerplan compile --target broadworks` writes documents of up to fifteen commands, `001-schedule.xml` and on, in the
order in which an empty company is filled: what others need comes first, the night last. They are for reading and for
tools that send OCI-P; `nummerplan deploy` sends what a live company lacks, and nothing else.

Where the company lives comes from the plan's `platform`; without it the documents hold marks such as `{{group}}`.
Secrets are marks always, `{{secret users/receptie/password}}`, and so are recordings, `{{audio audio/welkom.wav}}`.

What an object of the plan is called there: users have their `username`, else `KEY@domain`; hunt groups, menus and
mailboxes `KEY@domain`; schedules and calendars their `name`, else their key; recordings the path of their file.

The platform's settings stand in `[platforms.NAME]` of the project's settings file. `release` in `[targets.broadworks]`
chooses the requests for a plan that names no platform: R21 to R25, R22 if it is not known. `schema` there, or the
option `--oci-schema`, is a folder with the operator's own OCI schema (`OCISchemaAS.xsd`): every command is held against
it, and what it does not allow is left out and reported.

A password goes over encrypted connections alone, elsewhere a digest of it; certificates and their names are checked.
The rate counts the commands of any second, of all companies and runs of one person on a machine together. When a
connection breaks, a query is sent again; a command that changes something is never sent twice: whether it was carried
out is then unknown until the objects are read back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from nummerplan.model.artefact import Image, Loss, Rendering, Secrets, Workbench
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.platform import Connection, Fitted, Operation, Provisioning, Site, Wanted
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say
from nummerplan.model.plan.plan import Plan
from nummerplan.targets.broadworks.client.settings import BroadWorksDocuments, BroadWorksPlatform
from nummerplan.targets.broadworks.loss_kinds import LOSS_KINDS

__all__ = ["LOSSES", "PROVISIONING", "SETTINGS", "fields", "render"]

SETTINGS = BroadWorksDocuments
LOSSES = LOSS_KINDS


def render(bench: Workbench) -> Rendering:
    """The documents that fill an empty company. Raises `SettingError` where what they are made with is missing."""
    try:
        from nummerplan.targets.broadworks.documents import documents
    except ModuleNotFoundError as problem:
        raise _missing(problem) from None
    return documents(bench)


def fields() -> Mapping[str, Sequence[str]]:
    """The fields of commands that hold each setting."""
    from nummerplan.targets.broadworks.setting_fields import FIELDS

    return FIELDS


def _missing(problem: ModuleNotFoundError) -> SettingError:
    return SettingError(
        say(
            "BroadWorks needs {package}, which is not installed: pip install 'nummerplan[broadworks]'",
            package=problem.name,
        )
    )


# What follows imports late: commands that have nothing to do with a platform start without it.


def _wanted(bench: Workbench, site: Site) -> Wanted:
    from nummerplan.targets.broadworks.tenant.wanted_tenant import wanted

    return wanted(bench, site)


def _losses(bench: Workbench, site: Site) -> tuple[Loss, ...]:
    from nummerplan.targets.broadworks.tenant.wanted_tenant import losses

    return losses(bench, site)


def _operations(changes: ChangeSet, platform: Tenant, site: Site) -> Sequence[Operation]:
    from nummerplan.targets.broadworks.tenant.command_order import operations

    return operations(changes, platform, site)


def _connect(site: Site, secrets: Secrets, audio: Callable[[str], bytes]) -> AbstractContextManager[Connection]:
    try:
        from nummerplan.targets.broadworks.connection import connect
    except ModuleNotFoundError as problem:
        raise _missing(problem) from None
    return connect(site, secrets, audio)


def _plan_of(tenant: Tenant, site: Site) -> Plan:
    from nummerplan.targets.broadworks.tenant.plan_of import plan_of

    return plan_of(tenant, site)


def _image(tenant: Tenant, site: Site, country: str) -> Image:
    from nummerplan.targets.broadworks.tenant.image import image

    return image(tenant, site, country)


def _fields_json(fields: Mapping[str, Any]) -> dict[str, Any]:
    from nummerplan.targets.broadworks.client.saved_fields import fields_json

    return fields_json(fields)


def _fields_from(data: Mapping[str, Any]) -> Mapping[str, Any]:
    from nummerplan.targets.broadworks.client.saved_fields import fields_from

    return fields_from(data)


def _fitted(wanted: Tenant, platform: Tenant, today: date) -> Fitted:
    from nummerplan.targets.broadworks.tenant.fitted import fitted_tenant

    return fitted_tenant(wanted, platform, today)


def _needed(change: Change, changes: ChangeSet, site: Site) -> Iterable[Change]:
    from nummerplan.targets.broadworks.tenant.needed_changes import needed_changes

    return needed_changes(change, changes, site)


_READ_ONLY = frozenset(
    {"services", "inactive", "events", "assigned", "blocked_callers.criteria", "simultaneous_ring.criteria"}
)

PROVISIONING = Provisioning(
    _wanted,
    _losses,
    _operations,
    _connect,
    _plan_of,
    _image,
    _fields_json,
    _fields_from,
    BroadWorksPlatform,
    _READ_ONLY,
    frozenset({"mailbox", "fax"}),
    _fitted,
    _needed,
)
