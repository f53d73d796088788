"""Administrators of a group, and everybody's passwords and codes; a password is kept as a digest and never shown."""

from nummerplan.targets.broadworks.simulator import subscribers
from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.login import digest
from nummerplan.targets.broadworks.simulator.refusal import RefusalError, own, unauthorized, user_not_found
from nummerplan.targets.broadworks.simulator.settings import without
from nummerplan.targets.broadworks.simulator.store import StoredRow, merged, packed, unpacked


@answers("PasswordModifyRequest")
def password(call: Invocation) -> AnswerFields:
    """Give a user or an administrator of the group another password."""
    administrator = call.store.one("SELECT * FROM administrator WHERE user_id = ?", call.fields["userId"])
    if administrator is None:
        subscribers.set_password(call, call.subscriber(), call.text("newPassword"), call.fields.get("oldPassword"))
        return None
    if not call.login.reaches(administrator["service_provider"] or "", administrator["tenant"] or 0):
        raise unauthorized()
    old = call.fields.get("oldPassword")
    if old is not None and digest(old) != administrator["password"]:
        raise RefusalError(4962, "Invalid password")
    new = digest(subscribers.allowed(call.text("newPassword")))
    call.store.run("UPDATE administrator SET password = ? WHERE user_id = ?", new, administrator["user_id"])
    call.wrong_passwords.forget(administrator["user_id"])
    return None


@answers("UserPortalPasscodeModifyRequest")
def passcode(call: Invocation) -> AnswerFields:
    """Give a user another code for the telephone."""
    user = call.subscriber("user")
    old, new = call.fields.get("oldPasscode"), call.text("newPasscode")
    if (old is not None or call.login.level == "User") and digest(old or "") != user["passcode"]:
        raise own(9126, "Invalid passcode")
    if not new.isdecimal() or not 4 <= len(new) <= 8:
        raise own(9127, "A passcode has 4 to 8 digits.")
    call.store.run("UPDATE subscriber SET passcode = ? WHERE id = ?", digest(new), user["id"])
    return None


@answers("GroupAdminAddRequest")
def add_administrator(call: Invocation) -> AnswerFields:
    """Add an administrator of the group."""
    tenant = call.tenant()
    user_id = call.text("userId")
    taken = "SELECT 1 FROM subscriber WHERE user_id = ?1 UNION SELECT 1 FROM administrator WHERE user_id = ?1"
    if call.store.one(taken, user_id):
        raise RefusalError(4200, f"User already exists: {user_id}")
    kept = digest(subscribers.allowed(call.fields["password"])) if "password" in call.fields else ""
    call.store.run(
        "INSERT INTO administrator VALUES (?, 'Group', ?, ?, ?, ?)",
        user_id,
        tenant["service_provider"],
        tenant["id"],
        kept,
        packed(without(call.fields, "serviceProviderId", "groupId", "userId", "password")),
    )
    return None


def _administrator(call: Invocation) -> StoredRow:
    found = call.store.one("SELECT * FROM administrator WHERE user_id = ? AND level = 'Group'", call.fields["userId"])
    if found is None:
        raise user_not_found(call.text("userId"))
    if not call.login.reaches(found["service_provider"], found["tenant"]):
        raise unauthorized()
    return found


@answers("GroupAdminModifyRequest")
def change_administrator(call: Invocation) -> AnswerFields:
    """Change an administrator of the group."""
    found = _administrator(call)
    settings = merged(unpacked(found["settings"]), without(call.fields, "userId", "password"))
    call.store.run("UPDATE administrator SET settings = ? WHERE user_id = ?", packed(settings), found["user_id"])
    if "password" in call.fields:
        new = call.fields["password"]
        kept = "" if new is None else digest(subscribers.allowed(new))
        call.store.run("UPDATE administrator SET password = ? WHERE user_id = ?", kept, found["user_id"])
        call.wrong_passwords.forget(found["user_id"])
    return None


@answers("GroupAdminDeleteRequest")
def delete_administrator(call: Invocation) -> AnswerFields:
    """Delete an administrator of the group."""
    call.store.run("DELETE FROM administrator WHERE user_id = ?", _administrator(call)["user_id"])
    return None


@answers("GroupAdminGetListRequest")
def listed(call: Invocation) -> AnswerFields:
    """The administrators of a group."""
    rows = call.store.all("SELECT * FROM administrator WHERE tenant = ? ORDER BY user_id", call.tenant()["id"])
    found = [(row["user_id"], unpacked(row["settings"])) for row in rows]
    return {
        "groupAdminTable": Rows(
            [
                {
                    "Administrator ID": user_id,
                    "Last Name": settings.get("lastName"),
                    "First Name": settings.get("firstName"),
                    "Language": settings.get("language", "English"),
                    "Locale": "en_US",
                    "Encoding": "ISO-8859-1",
                }
                for user_id, settings in found
            ]
        )
    }
