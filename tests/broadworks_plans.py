"""From the text of a plan to what BroadWorks is to hold and to the commands that bring it there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from nummerplan.compiler.artefacts.secrets import secrets_from
from nummerplan.compiler.deployment.planning.compare_tenants import compare_tenants
from nummerplan.compiler.linking import link
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.read import read_texts
from nummerplan.model.artefact import Workbench
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.platform import Operation, Site, Wanted
from nummerplan.model.deployment.tenant import Identity, Tenant, Value
from nummerplan.targets.broadworks import PROVISIONING

CALL_TYPES = {
    "mobile": "specialServicesI",
    "0900": "premiumServicesI",
    "0906": "premiumServicesII",
    "0909": "premiumServicesII",
}
COMPANY = """
company:
  name: Zaak
  main_number: 0854879610
  business_hours: kantoor
  night_forwarding: {mode: schedule, to: post}
numbers: [0854879610..0854879639]
schedules: {kantoor: {mon-fri: 09:00-17:00}, avond: {daily: 18:00-20:00}}
mailboxes: {post: {extension: 999, email: post@zaak.example}}
"""


def site(**settings: Any) -> Site:
    """A platform that knows what every class of numbers is."""
    return Site("hosted", "broadworks", {"call_types": CALL_TYPES, **settings}, "SP", "zaak", "zaak.example")


def case_of(text: str) -> LinkedPlan:
    """A plan, read and linked."""
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    bound = bind(document)
    assert [str(finding.message) for finding in (*findings, *bound.findings)] == []
    return link(bound.plan, "plan.yaml", date(2026, 11, 23))


def bench_of(linked: LinkedPlan) -> Workbench:
    """What a target works with: no secrets, and silence for every recording."""
    return Workbench(linked, secrets_from(None, Path("/nowhere")), lambda path: b"RIFF")


def wanted(text: str, where: Site | None = None) -> Wanted:
    """What a plan wants."""
    return PROVISIONING.wanted(bench_of(case_of(text)), where or site())


def settings_of(text: str, kind: str, key: str, where: Site | None = None) -> Mapping[str, Value]:
    """The settings of one object of a plan."""
    return next(found for found in wanted(text, where).tenant.of_kind(kind) if found.key == key).settings


def deployed(text: str, where: Site | None = None) -> Tenant:
    """The company as a plan has left it: its objects have the services that were assigned when they were made."""
    has: dict[Identity, tuple[str, ...]] = {}
    for operation in commands(None, text, where):
        if operation.request == "UserServiceAssignListRequest":
            has[operation.identity] = tuple(operation.fields["service_name"])
    objects = wanted(text, where).tenant.objects
    return Tenant(
        {name: replace(one, settings={**one.settings, "services": has.get(name, ())}) for name, one in objects.items()}
    )


def commands(before: str | Tenant | None, after: str, where: Site | None = None) -> list[Operation]:
    """The commands that lead from one plan to another; None is an empty company."""
    new = wanted(after, where).tenant
    old = before if isinstance(before, Tenant) else deployed(before, where) if before else Tenant({})
    changes = compare_tenants(old, new, lambda identity, found, setting: identity not in old.objects)
    return list(PROVISIONING.operations(changes, old, where or site()))


def named(operations: list[Operation], request: str) -> list[Mapping[str, Any]]:
    """The fields of all commands of a name."""
    return [operation.fields for operation in operations if operation.request == request]


def user(name: str) -> Identity:
    """A user of the company."""
    return Identity("user", f"{name}@zaak.example")
