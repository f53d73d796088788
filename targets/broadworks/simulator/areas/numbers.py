"""The numbers, domains and extensions of a group."""

from typing import Any

from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.numbers import (
    DEFAULT_LENGTH,
    as_ranges,
    change_extension_length,
    many,
    shown,
    span,
)
from nummerplan.targets.broadworks.simulator.refusal import RefusalError, own
from nummerplan.targets.broadworks.simulator.search import limited, searched
from nummerplan.targets.broadworks.simulator.settings import group_settings
from nummerplan.targets.broadworks.simulator.store import StoredRow, unpacked

TYPES = {"user": "Normal", "hunt_group": "Hunt Group", "auto_attendant": "Auto Attendant"}


def _country(tenant: StoredRow) -> str:
    return str(unpacked(tenant["settings"])["countryCode"])


@answers("GroupDnAssignListRequest", operator=True)
def assign(call: Invocation) -> AnswerFields:
    """Give numbers to the group, unless another has them."""
    tenant = call.tenant()
    for number in many(call.fields):
        row = call.store.one("SELECT tenant FROM number WHERE number = ?", number)
        if row is not None:
            raise own(9116, f"Phone number is already assigned to a group: {number}")
        call.store.run("INSERT INTO number (number, tenant, active) VALUES (?, ?, 0)", number, tenant["id"])
    return None


@answers("GroupDnUnassignListRequest", operator=True)
def unassign(call: Invocation) -> AnswerFields:
    """Take numbers from the group, unless somebody uses them."""
    tenant = call.tenant()
    for number in many(call.fields):
        if _owned(call, tenant, number)["subscriber"] is not None:
            raise own(9113, f"Phone number is already in use: {number}")
        call.store.run("DELETE FROM number WHERE number = ?", number)
    return None


@answers("GroupDnActivateListRequest", "GroupDnDeactivateListRequest", operator=True)
def activate(call: Invocation) -> AnswerFields:
    """Let calls to numbers in, or not."""
    tenant = call.tenant()
    for number in many(call.fields):
        _owned(call, tenant, number)
        active = "Deactivate" not in call.request
        call.store.run("UPDATE number SET active = ? WHERE number = ?", active, number)
    return None


def _owned(call: Invocation, tenant: StoredRow, number: str) -> StoredRow:
    row = call.store.one("SELECT * FROM number WHERE number = ? AND tenant = ?", number, tenant["id"])
    if row is None:
        raise own(9112, f"Phone number is not assigned to the group: {number}")
    return row


def _numbers(call: Invocation, tenant: StoredRow) -> list[StoredRow]:
    query = "SELECT * FROM number WHERE tenant = ? ORDER BY length(number), number"
    return call.store.all(query, tenant["id"])


@answers("GroupDnGetListRequest")
def listed(call: Invocation) -> AnswerFields:
    """All numbers of the group."""
    tenant = call.tenant()
    return {"phoneNumber": [shown(row["number"], _country(tenant)) for row in _numbers(call, tenant)]}


@answers("GroupDnGetAvailableListRequest")
def available(call: Invocation) -> AnswerFields:
    """The numbers that nobody has."""
    tenant = call.tenant()
    free = [row for row in _numbers(call, tenant) if row["subscriber"] is None]
    return {"phoneNumber": [shown(row["number"], _country(tenant)) for row in free]}


@answers("GroupDnGetActivationListRequest")
def activation(call: Invocation) -> AnswerFields:
    """Which numbers take calls."""
    tenant = call.tenant()
    spans = as_ranges(_numbers(call, tenant))
    return {
        "dnTable": Rows(
            [
                {"Phone Numbers": span(begin, end, _country(tenant)), "Activated": bool(row["active"])}
                for row, begin, end in spans
            ]
        )
    }


@answers("GroupDnGetAssignmentListRequest18")
def assignment(call: Invocation) -> AnswerFields:
    """Who has which number; numbers that nobody has stand together as ranges."""
    tenant = call.tenant()
    country = _country(tenant)
    holders = {row["id"]: row for row in call.store.all("SELECT * FROM subscriber WHERE tenant = ?", tenant["id"])}
    rows = []
    for row, begin, end in as_ranges(_numbers(call, tenant)):
        shared = {"Phone Numbers": span(begin, end, country), "Activated": bool(row["active"]), "Country Code": country}
        rows.append({**shared, "National Prefix": "0", **_holder(holders.get(row["subscriber"]))})
    return {"dnTable": limited(call, searched(call, rows))}


def _holder(row: StoredRow | None) -> dict[str, Any]:
    if row is None:
        return {}
    settings = unpacked(row["settings"])
    kind = TYPES[row["kind"]]
    last, first = (settings["lastName"], settings["firstName"]) if row["kind"] == "user" else (settings["name"], kind)
    return {
        "User Id": row["user_id"],
        "Last Name": last,
        "First Name": first,
        "Extension": row["extension"],
        "Email Address": settings.get("emailAddress"),
        "User Type": kind,
    }


@answers("GroupDomainAssignListRequest", operator=True)
def assign_domain(call: Invocation) -> AnswerFields:
    """Let the group use domains."""
    tenant = call.tenant()
    for name in call.fields["domain"]:
        if call.store.one("SELECT 1 FROM domain WHERE tenant = ? AND name = ?", tenant["id"], name):
            raise RefusalError(4267, f"Error assigning domain since the domain Is already assigned: {name}")
        call.store.run("INSERT INTO domain VALUES (?, ?)", tenant["id"], name)
    return None


@answers("GroupDomainGetAssignedListRequest")
def domains(call: Invocation) -> AnswerFields:
    """The group's domains."""
    tenant = call.tenant()
    rows = call.store.all("SELECT name FROM domain WHERE tenant = ? ORDER BY name", tenant["id"])
    default = unpacked(tenant["settings"])["defaultDomain"]
    return {"groupDefaultDomain": default, "domain": [row["name"] for row in rows]}


@answers("GroupExtensionLengthGetRequest17", "GroupExtensionLengthGetRequest22")
def length(call: Invocation) -> AnswerFields:
    """How many digits extensions have."""
    return group_settings(call.store, call.tenant()["id"], "extension length", DEFAULT_LENGTH)


@answers("GroupExtensionLengthModifyRequest17", operator=True)
def change_length(call: Invocation) -> AnswerFields:
    """Say how many digits extensions have."""
    change_extension_length(call.store, call.tenant()["id"], call.fields)
    return None
