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
ONE_OF_EACH = """\
nummerplan: "1"
platform: {name: hosted, service_provider: SP, group: zaak, domain: zaak.example}
company:
  name: Zaak
  main_number: 0854879612
  caller_id: company
  business_hours: kantoor
  night_forwarding: {mode: schedule, to: post}
numbers: [0854879610..0854879613]
schedules: {kantoor: {mon-fri: 09:00-17:00}}
holidays: {vrij: {dates: {2027-05-05: Bevrijdingsdag}}}
mailboxes: {post: {extension: 999, email: post@zaak.example, copy_to: archief@zaak.example}}
users:
  anna:
    first_name: Anna
    last_name: Berg
    infix: van den
    extension: 201
    number: 0854879611
    extra_numbers: [0854879613]
    caller_id: 0854879610
    hide_caller_id: true
    devices: [{model: generic-sip, mac: 00:04:13:AB:CD:01, password: !secret devices/anna}]
    forwarding: {always: {to: bert}, busy: {to: bert}, no_answer: {to: post, rings: 4}, not_reachable: {to: bert}}
    voicemail:
      email: anna@zaak.example
      copy_to: archief@zaak.example
      when: [no_answer]
      record: false
      then: {transfer: bert}
    simultaneous_ring: {numbers: [0612345678], during: {schedule: kantoor}}
    blocked_callers: {anonymous: true, all: true, rules: [{numbers: [0201234567]}]}
    block_outgoing: [international]
  bert: {extension: 202, devices: [{model: generic-sip}, {model: generic-sip, name: thuis}]}
hunt_groups:
  verkoop:
    extension: 101
    members: [anna, bert]
    next_member_after: {rings: 3}
    overflow: {after: 30s, to: post}
    not_reachable: {to: post}
auto_attendants:
  menu:
    extension: 555
    number: 0854879612
    business_hours_menu: {keys: {1: {transfer: verkoop, label: verkoop}, 0: {operator: bert}}}
    after_hours_menu: {keys: {1: {transfer: post}, 0: {operator: post}}}
"""
"""A small company with one of everything."""


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
