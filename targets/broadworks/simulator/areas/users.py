"""Users: added, changed, renamed, deleted, read one by one and listed."""

from typing import Any

from nummerplan.targets.broadworks.simulator import subscribers
from nummerplan.targets.broadworks.simulator.endpoints import attach, change_endpoint, endpoint_of
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.numbers import shown
from nummerplan.targets.broadworks.simulator.refusal import own
from nummerplan.targets.broadworks.simulator.search import limited, searched
from nummerplan.targets.broadworks.simulator.settings import without
from nummerplan.targets.broadworks.simulator.store import StoredRow, unpacked

_IDENTITY = ("serviceProviderId", "groupId", "userId")


@answers("UserAddRequest17sp4", "UserAddRequest21", "UserAddRequest22", "UserAddRequest22V2")
def add(call: Invocation) -> AnswerFields:
    """Add a user."""
    tenant = call.tenant()
    limit = unpacked(tenant["settings"])["userLimit"]
    if tenant["users"] >= limit:
        raise own(9125, f"The group has its limit of {limit} users.")
    if "trunkAddressing" in call.fields:
        raise own(9006, "trunk groups are not known here")
    fields = without(call.fields, *_IDENTITY, "accessDeviceEndpoint")
    made = subscribers.add(call, tenant, "user", call.text("userId"), fields)
    if "accessDeviceEndpoint" in call.fields:
        attach(call, tenant["id"], made, call.fields["accessDeviceEndpoint"])
    return None


@answers("UserModifyRequest17sp4", "UserModifyRequest21", "UserModifyRequest22")
def change(call: Invocation) -> AnswerFields:
    """Change a user."""
    user = call.subscriber("user")
    fields = without(call.fields, "userId", "endpoint", "sipAliasList", "alternateUserIdList", "impPassword")
    for name, kept, inner in (
        ("sipAliasList", "alias", "sipAlias"),
        ("alternateUserIdList", "alternateUserId", "alternateUserId"),
    ):
        if name in call.fields:
            fields[kept] = None if call.fields[name] is None else call.fields[name][inner]
    subscribers.change(call, user, fields)
    if "endpoint" in call.fields:
        change_endpoint(call, user, call.fields["endpoint"])
    return None


@answers("UserModifyUserIdRequest")
def rename(call: Invocation) -> AnswerFields:
    """Give a user, a hunt group or an auto attendant another id; everything else stays."""
    user = call.subscriber()
    new = call.text("newUserId")
    if new != user["user_id"]:
        subscribers.check_id(call, user["tenant"], new)
        call.store.run("UPDATE subscriber SET user_id = ? WHERE id = ?", new, user["id"])
    return None


@answers("UserDeleteRequest")
def delete(call: Invocation) -> AnswerFields:
    """Delete a user: number and extension are free again, hunt groups lose the member, the device stays."""
    call.store.run("DELETE FROM subscriber WHERE id = ?", call.subscriber("user")["id"])
    return None


@answers(
    "UserGetRequest21",
    "UserGetRequest21sp1",
    "UserGetRequest22",
    "UserGetRequest22V9",
    "UserGetRequest23",
    "UserGetRequest23V2",
)
def read(call: Invocation) -> AnswerFields:
    """One user."""
    user = call.subscriber("user")
    return subscribers.read(call, user) | {
        "serviceProviderId": user["service_provider"],
        "groupId": user["group_id"],
        "userId": user["user_id"],
        "defaultAlias": user["user_id"],
        "accessDeviceEndpoint": endpoint_of(call, user),
    }


@answers("UserGetListInGroupRequest")
def listed(call: Invocation) -> AnswerFields:
    """All users of a group."""
    tenant = call.tenant()
    country = unpacked(tenant["settings"])["countryCode"]
    return {"userTable": limited(call, searched(call, [row_of(row, country) for row in users_of(call, tenant)]))}


def users_of(call: Invocation, tenant: StoredRow) -> list[StoredRow]:
    """The users of a group, each with whether the number takes calls."""
    return call.store.all(
        "SELECT subscriber.*, number.active AS number_active FROM subscriber"
        " LEFT JOIN number ON number.number = subscriber.number"
        " WHERE subscriber.tenant = ? AND kind = 'user' ORDER BY user_id",
        tenant["id"],
    )


def row_of(user: StoredRow, country: str) -> dict[str, Any]:
    """A user as a row of a table."""
    settings = unpacked(user["settings"])
    return {
        "User Id": user["user_id"],
        "Last Name": settings["lastName"],
        "First Name": settings["firstName"],
        "Phone Number": shown(user["number"], country),
        "Phone Number Activated": None if user["number"] is None else bool(user["number_active"]),
        "Email Address": settings.get("emailAddress"),
        "Hiragana Last Name": settings.get("hiraganaLastName"),
        "Hiragana First Name": settings.get("hiraganaFirstName"),
        "In Trunk Group": False,
        "Extension": user["extension"],
        "Country Code": country,
        "National Prefix": "0",
    }
