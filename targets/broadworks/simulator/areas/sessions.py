"""Logins of both generations, logout, and whether the platform is there."""

import hmac
import secrets
from typing import Any

from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.login import Level, digest, signed
from nummerplan.targets.broadworks.simulator.refusal import RefusalError, own, unauthorized
from nummerplan.targets.broadworks.simulator.store import StoredRow, unpacked

_DISABLED = (5202, "Account is disabled.")


@answers("AuthenticationRequest", is_open=True)
def ask(call: Invocation) -> AnswerFields:
    """Whoever wants to log in gets a nonce to sign, whether the name is known or not."""
    call.login.nonce = "".join(str(secrets.randbelow(10)) for _ in range(13))
    call.login.user_asked = call.text("userId")
    return {"userId": call.text("userId"), "nonce": call.login.nonce, "passwordAlgorithm": "MD5"}


@answers("LoginRequest14sp4", is_open=True)
def log_in_signed(call: Invocation) -> AnswerFields:
    """Log in with a signed nonce; a nonce is good for one attempt."""
    if "signedPassword" not in call.fields:
        return log_in_plain(call)
    nonce, call.login.nonce = call.login.nonce, ""
    known = _known(call)
    right = known is not None and bool(nonce) and call.login.user_asked == call.fields["userId"]
    if right and known is not None:
        right = _equal(signed(nonce, known["password"]), call.text("signedPassword"))
    return _welcome(call, known if right else None)


@answers("LoginRequest22", "LoginRequest22V2", "LoginRequest22V3", "LoginRequest22V5", is_open=True)
def log_in_plain(call: Invocation) -> AnswerFields:
    """Log in with the password itself, which nobody may hear on its way."""
    if not call.login.secure:
        raise own(9002, "a plain password is accepted over TLS only")
    password = call.fields.get("password", call.fields.get("plainTextPassword"))
    known = _known(call)
    right = password is not None and known is not None and _equal(digest(password), known["password"])
    return _welcome(call, known if right else None)


@answers("LogoutRequest", is_open=True)
def log_out(call: Invocation) -> AnswerFields:
    """Log out."""
    if call.login.is_open and call.login.user_id != call.fields["userId"]:
        raise unauthorized()
    call.login.close()
    return None


@answers("AvailabilityTestRequest", is_open=True)
def is_there(_call: Invocation) -> AnswerFields:
    """It is."""
    return None


@answers("VerifySessionIsValidRequest")
def is_valid(_call: Invocation) -> AnswerFields:
    """It is, or nobody would have come here."""
    return None


@answers("SystemSoftwareVersionGetRequest")
def version(call: Invocation) -> AnswerFields:
    """The release, whatever group asks."""
    if call.login.level not in ("System", "Provisioning"):
        raise unauthorized()
    return {"version": f"Rel_{call.release.removeprefix('R')}.0_1.1000"}


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _known(call: Invocation) -> StoredRow | None:
    query = (
        "SELECT user_id, level, service_provider, tenant, password, settings FROM administrator WHERE user_id = ?1"
        " UNION SELECT user_id, 'User', service_provider, tenant, password, '{}' FROM subscriber"
        " JOIN tenant ON tenant.id = tenant WHERE user_id = ?1 AND kind = 'user' AND password IS NOT NULL"
    )
    return call.store.one(query, call.fields["userId"])


def _welcome(call: Invocation, known: StoredRow | None) -> AnswerFields:
    """Let in who gave the right password; None is who did not."""
    user_id = call.text("userId")
    # A login that guesses have disabled stays so for the right password too, or guessing would go on.
    if known is None or call.wrong_passwords.is_disabled(user_id):
        refusal = _DISABLED if call.wrong_passwords.is_disabled(user_id) else (4962, "Invalid password")
        call.login.pause = call.wrong_passwords.note(user_id, call.login.address)
        raise RefusalError(*refusal)
    call.wrong_passwords.forget(user_id)
    if unpacked(known["settings"]).get("accountDisabled"):
        raise RefusalError(*_DISABLED)
    login = call.login
    level: Level = known["level"]
    login.user_id, login.level = known["user_id"], level
    login.service_provider, login.tenant = known["service_provider"] or "", known["tenant"] or 0
    answer: dict[str, Any] = {"loginType": level, "locale": "en_US", "encoding": "ISO-8859-1", "isEnterprise": False}
    if login.service_provider:
        answer["serviceProviderId"] = login.service_provider
    tenant = call.store.one("SELECT * FROM tenant WHERE id = ?", login.tenant)
    if tenant is not None:
        login.label = f"{tenant['service_provider']}/{tenant['group_id']}"
        answer["groupId"] = tenant["group_id"]
        answer["userDomain"] = unpacked(tenant["settings"])["defaultDomain"]
    else:
        answer["userDomain"] = "simulator.example"
    return answer
