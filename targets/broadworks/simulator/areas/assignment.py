"""Services: what a group is authorised for, what it has, and what each user has."""

from typing import Any

from nummerplan.targets.broadworks.simulator.areas.user_settings import switch_of
from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.refusal import RefusalError, own
from nummerplan.targets.broadworks.simulator.store import StoredRow

NO_LICENCE = "{0}: Service pack license limit is reached."


@answers("UserServiceAssignListRequest")
def assign(call: Invocation) -> AnswerFields:
    """Give a user services. Those that cannot be given are named in the answer; when others could, it is a warning."""
    user = call.subscriber()
    failed = {name: f"{name}: Service pack not found." for name in call.fields.get("servicePackName", ())}
    wanted = call.fields.get("serviceName", ())
    for name in wanted:
        problem = _assign(call, user, name)
        if problem:
            failed[name] = problem
    if failed:
        done = len(wanted) + len(call.fields.get("servicePackName", ())) > len(failed)
        text = f"Could not assign service/service pack: {', '.join(failed)}"
        raise RefusalError(4400, text, "\n".join(failed.values()), "Warning" if done else "Error")
    return None


def _assign(call: Invocation, user: StoredRow, name: str) -> str:
    held = "SELECT 1 FROM user_service WHERE subscriber = ? AND name = ?"
    if call.store.one(held, user["id"], name):
        return ""
    authorized = call.store.one(
        "SELECT quantity FROM group_service WHERE tenant = ? AND kind = 'user' AND name = ?", user["tenant"], name
    )
    if authorized is None:
        return f"{name}: Service is not authorized to the group."
    if authorized["quantity"] is not None and _usage(call, user["tenant"]).get(name, 0) >= authorized["quantity"]:
        return NO_LICENCE.format(name)
    call.store.run("INSERT INTO user_service VALUES (?, ?)", user["id"], name)
    return ""


def _usage(call: Invocation, tenant: int) -> dict[str, int]:
    rows = call.store.all(
        "SELECT user_service.name, count(*) AS used FROM user_service JOIN subscriber ON id = subscriber"
        " WHERE tenant = ? GROUP BY user_service.name",
        tenant,
    )
    return {row["name"]: row["used"] for row in rows}


@answers("UserServiceUnassignListRequest")
def unassign(call: Invocation) -> AnswerFields:
    """Take services from a user, and with them their settings."""
    user = call.subscriber()
    for name in call.fields.get("serviceName", ()):
        call.store.run("DELETE FROM user_service WHERE subscriber = ? AND name = ?", user["id"], name)
        call.store.run(
            "DELETE FROM user_setting WHERE subscriber = ?1 AND (area = ?2 OR area LIKE ?2 || ':%')", user["id"], name
        )
    return None


@answers("UserServiceGetAssignmentListRequest")
def of_user(call: Invocation) -> AnswerFields:
    """The services that a user could have, each with whether it is so."""
    user = call.subscriber()
    held = {row["name"] for row in call.store.all("SELECT name FROM user_service WHERE subscriber = ?", user["id"])}
    rows = call.store.all(
        "SELECT name FROM group_service WHERE tenant = ? AND kind = 'user' ORDER BY name", user["tenant"]
    )
    names = sorted(held | {row["name"] for row in rows})
    return {"userServicesAssignmentTable": Rows([{"Service Name": name, "Assigned": name in held} for name in names])}


@answers("UserAssignedServicesGetListRequest")
def in_use(call: Invocation) -> AnswerFields:
    """The services that a user has, however he came by them, and whether each that has a switch is on."""
    if "userId" not in call.fields:
        # Without a name the real platform answers of the user who is logged in; here only administrators are.
        raise own(9011, "an administrator has no services: name a user")
    user = call.subscriber()
    held = call.store.all("SELECT name FROM user_service WHERE subscriber = ? ORDER BY name", user["id"])
    entries = [(row["name"], switch_of(call.store, user["id"], row["name"])) for row in held]
    return {
        "userServiceEntry": [
            {"serviceName": name} | ({} if switch is None else {"isActive": switch}) for name, switch in entries
        ]
    }


@answers("GroupServiceAssignListRequest", operator=True)
def assign_to_group(call: Invocation) -> AnswerFields:
    """Give the group services that it is authorised for."""
    tenant = call.tenant()["id"]
    for name in call.fields["serviceName"]:
        authorized = "SELECT 1 FROM group_service WHERE tenant = ? AND kind = 'group' AND name = ?"
        if not call.store.one(authorized, tenant, name):
            raise RefusalError(
                4400, f"Could not assign service/service pack: {name}", f"{name}: Service is not authorized."
            )
        _set_assigned(call, tenant, name, 1)
    return None


@answers("GroupServiceUnassignListRequest", operator=True)
def unassign_from_group(call: Invocation) -> AnswerFields:
    """Take services from the group."""
    tenant = call.tenant()["id"]
    for name in call.fields["serviceName"]:
        _set_assigned(call, tenant, name, 0)
    return None


def _set_assigned(call: Invocation, tenant: int, name: str, assigned: int) -> None:
    query = "UPDATE group_service SET assigned = ? WHERE tenant = ? AND kind = 'group' AND name = ?"
    call.store.run(query, assigned, tenant, name)


@answers("GroupServiceModifyAuthorizationListRequest", operator=True)
def authorize(call: Invocation) -> AnswerFields:
    """Say which services the group may use, and how often."""
    tenant = call.tenant()["id"]
    if "servicePackAuthorization" in call.fields:
        raise own(9007, "service packs are not known here")
    for kind in ("user", "group"):
        for one in call.fields.get(f"{kind}ServiceAuthorization", ()):
            _authorize(call, tenant, kind, one)
    return None


def _authorize(call: Invocation, tenant: int, kind: str, one: dict[str, Any]) -> None:
    if one.get("unauthorized"):
        query = "DELETE FROM group_service WHERE tenant = ? AND kind = ? AND name = ?"
        call.store.run(query, tenant, kind, one["serviceName"])
        return
    call.store.run(
        "INSERT INTO group_service (tenant, name, kind, quantity) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET quantity = excluded.quantity",
        tenant,
        one["serviceName"],
        kind,
        one.get("authorizedQuantity", {}).get("quantity"),
    )


@answers("GroupServiceGetAuthorizationListRequest")
def of_group(call: Invocation) -> AnswerFields:
    """What the group may use and what is used."""
    tenant = call.tenant()["id"]
    used = _usage(call, tenant)
    rows = call.store.all("SELECT * FROM group_service WHERE tenant = ? ORDER BY kind, name", tenant)
    return {
        "userServicesAuthorizationTable": Rows([_row(row, used) for row in rows if row["kind"] == "user"]),
        "groupServicesAuthorizationTable": Rows([_row(row, {}) for row in rows if row["kind"] == "group"]),
    }


def _row(row: StoredRow, used: dict[str, int]) -> dict[str, Any]:
    return {
        "Service Name": row["name"],
        "Authorized": True,
        "Assigned": bool(row["assigned"]) if row["kind"] == "group" else row["name"] in used,
        "Limited": "Unlimited" if row["quantity"] is None else "Limited",
        "Quantity": row["quantity"],
        "Usage": used.get(row["name"], 0),
        "Licensed": True,
        "Allowed": "Unlimited" if row["quantity"] is None else row["quantity"],
        "User Assignable": True,
        "Group Service Assignable": True,
    }
