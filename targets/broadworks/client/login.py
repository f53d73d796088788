"""The two ways to log in: a digest of the password, or since R22 the password itself where nobody can read along."""

import hashlib
from collections.abc import Callable

from nummerplan.model.artefact import Secrets
from nummerplan.model.deployment.platform import PlatformError
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.settings.setting_types import name_shown
from nummerplan.targets.broadworks.client.answers import OciAnswer
from nummerplan.targets.broadworks.client.command import Resolve
from nummerplan.targets.broadworks.client.field_values import AudioReference, SecretReference
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.client.settings import PlatformSettings
from nummerplan.targets.broadworks.client.transport import readable
from nummerplan.targets.broadworks.protocol import Plain

SendsQueries = Callable[[Query, Resolve], OciAnswer]
"""Sends one command and gives its answer."""


def log_in(exchange: SendsQueries, settings: PlatformSettings, secrets: Secrets) -> str:
    """Log in, and say as what (`Group`, `System`).

    Raises `PlatformError` when the platform refuses, `SettingError` when nobody gives the password.
    """
    reference = SecretReference(settings.password)
    password = secrets(Secret(settings.password))
    if password == str(reference):
        raise SettingError(
            say(
                "the password {name} is not given; name a provider that has it with --secrets",
                name=name_shown(settings.password),
            )
        )
    if settings.login == "plain":
        query = Query("LoginRequest22V5", {"user_id": settings.user, "password": reference})
        answer = exchange(query, _Given(password))
    else:
        challenge = exchange(Query("AuthenticationRequest", {"user_id": settings.user}), _Given(""))
        signed = _signed(password, challenge)
        query = Query("LoginRequest14sp4", {"user_id": settings.user, "signed_password": reference})
        answer = exchange(query, _Given(signed))
    if answer.error is not None:
        raise _refused(settings, answer.error.replace(password, str(reference)))
    _expect(answer, "LoginResponse")
    return answer.text("loginType") or ""


def _expect(answer: OciAnswer, name: str) -> None:
    """Raise `PlatformError` for an answer that is none to a login."""
    if not answer.type.startswith(name):
        about = {"type": readable(answer.type) or "-", "wanted": name}
        raise PlatformError(
            say("at the login the platform answered with {type} where {wanted} was expected; nothing was sent", **about)
        )


def logout(settings: PlatformSettings) -> Query:
    """The query that ends the login."""
    return Query("LogoutRequest", {"user_id": settings.user, "reason": "Client Logout"})


class _Given:
    """Puts the password, or what is sent in its stead, where its reference stands."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, reference: SecretReference | AudioReference, kind: Plain, /) -> str:
        return self._text


def _signed(password: str, challenge: OciAnswer) -> str:
    """The digest that the platform asks for: MD5 over its nonce and the SHA-1 of the password."""
    nonce, algorithm = challenge.text("nonce"), challenge.text("passwordAlgorithm")
    if challenge.error is not None:
        raise PlatformError(say("the platform does not log in: {reason}", reason=challenge.error))
    _expect(challenge, "AuthenticationResponse")
    if nonce is None or algorithm != "MD5":
        raise PlatformError(
            say("the platform asks for a digest that is not known: {name}", name=readable(algorithm or "-"))
        )
    inner = hashlib.sha1(password.encode("utf-8"), usedforsecurity=False).hexdigest()
    return hashlib.md5(f"{nonce}:{inner}".encode(), usedforsecurity=False).hexdigest()


def _refused(settings: PlatformSettings, reason: str) -> PlatformError:
    return PlatformError(
        say(
            "{address} does not let {user} in: {reason}",
            address=str(settings.address),
            user=settings.user,
            reason=reason,
        )
    )
