"""Talking to a platform: logins, breaks, and what must never happen twice."""

import gc
import ssl
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme
from oci_server import PASSWORD, OciServer, data, error

from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.model.deployment.platform import Operation, Outcome, PlatformError, Registration, Site
from nummerplan.model.deployment.tenant import Identity
from nummerplan.model.errors import SettingError
from nummerplan.targets.broadworks.client.exchange import TRIES, Exchange
from nummerplan.targets.broadworks.client.field_values import SecretReference
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.client.rate import Rate
from nummerplan.targets.broadworks.client.settings import read_settings
from nummerplan.targets.broadworks.connection import OciConnection, connect

ANNA = Identity("user", "anna@example.nl")
SETTINGS = {"kind": "broadworks", "user": "beheerder", "password": "platforms/hosted"}
SECRETS = {"platforms/hosted": PASSWORD, "pin/anna": "47114711"}


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("nummerplan.targets.broadworks.client.exchange._FIRST_PAUSE", 0.001)


def site(scheme: str, server: OciServer, **settings: Any) -> Site:
    host = "localhost" if scheme in ("tls", "https") else "127.0.0.1"
    table = SETTINGS | {"address": f"{scheme}://{host}:{server.port}"} | settings
    return Site("hosted", "broadworks", table, "sp", "groep", "example.nl")


def secrets(given: dict[str, str] | None = None) -> NamedSecrets:
    return NamedSecrets((SECRETS if given is None else given).get)


@contextmanager
def connected(where: Site, given: dict[str, str] | None = None) -> Iterator[OciConnection]:
    with connect(where, secrets(given), lambda path: b"RIFF") as connection:
        yield connection


def rename(name: str, together: int = 0) -> Operation:
    return Operation(ANNA, "UserModifyRequest22", {"user_id": ANNA.name, "last_name": name}, together)


PASSCODE = Operation(
    ANNA, "UserPortalPasscodeModifyRequest", {"user_id": ANNA.name, "new_passcode": SecretReference("pin/anna")}
)


# Logins


def test_a_digest_is_sent_where_others_can_read_along() -> None:
    with OciServer() as server, connected(site("tcp", server)) as connection:
        assert connection.send([rename("Anna")]) == [Outcome("done")]
    assert server.names == [
        ["AuthenticationRequest"],
        ["LoginRequest14sp4"],
        ["UserModifyRequest22"],
        ["LogoutRequest"],
    ]
    assert b"<reason>Client Logout</reason>" in server.documents[-1]
    assert not any(PASSWORD.encode("iso-8859-1") in document for document in server.documents)
    assert server.connections == 1


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def encrypted(authority: trustme.CA, tmp_path: Path) -> tuple[ssl.SSLContext, dict[str, str]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return context, {"ca_file": str(tmp_path / "ca.pem")}


Encrypted = tuple[ssl.SSLContext, dict[str, str]]


@pytest.mark.parametrize(
    ("release", "request_name"),
    [("R22", "LoginRequest22"), ("R23", "LoginRequest22"), ("R24", "LoginRequest22V5"), ("R25", "LoginRequest22V5")],
)
def test_the_password_itself_is_sent_where_nobody_can(encrypted: Encrypted, release: str, request_name: str) -> None:
    context, trust = encrypted
    with OciServer(context=context) as server, connected(site("tls", server, release=release, **trust)) as connection:
        assert connection.send([rename("Anna"), rename("Zoë")]) == [Outcome("done")] * 2
    assert server.names[0] == [request_name]
    assert server.names[1] == ["UserModifyRequest22"] * 2


def test_a_digest_can_be_asked_for(encrypted: Encrypted) -> None:
    context, trust = encrypted
    with OciServer(context=context) as server, connected(site("tls", server, login="digest", **trust)):
        pass
    assert server.names[:2] == [["AuthenticationRequest"], ["LoginRequest14sp4"]]


def test_a_wrong_password_is_said_without_being_shown() -> None:
    with (
        OciServer() as server,
        pytest.raises(PlatformError, match=r"does not let beheerder in: \[Error 4962\]") as refused,
        connected(site("tcp", server), {"platforms/hosted": "Verkeerd-1"}),
    ):
        pass
    assert len(server.documents) == 2
    assert "Verkeerd-1" not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize("given", [None, {}])
def test_no_password_no_login(given: dict[str, str] | None) -> None:
    provider = NamedSecrets() if given is None else secrets(given)
    with (
        OciServer() as server,
        pytest.raises(SettingError, match="platforms/hosted is not given"),
        connect(site("tcp", server), provider, lambda path: b""),
    ):
        pass
    assert server.documents == []


def test_a_digest_that_nobody_knows_is_refused() -> None:
    other = data("AuthenticationResponse", "<nonce>1</nonce><passwordAlgorithm>SHA256</passwordAlgorithm>")
    head = '<BroadsoftDocument xmlns="C" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    with (
        OciServer(lambda names, before: f"{head}{other}</BroadsoftDocument>") as server,
        pytest.raises(PlatformError, match="a digest that is not known: SHA256"),
        connected(site("tcp", server)),
    ):
        pass


# Certificates


def test_a_certificate_of_a_stranger_is_not_trusted(encrypted: Encrypted) -> None:
    context, _ = encrypted
    for scheme in ("tls", "https"):
        with (
            OciServer(context=context, soap=scheme == "https") as server,
            pytest.raises(PlatformError, match="its certificate is not trusted"),
            connected(site(scheme, server)),
        ):
            pass
        assert server.documents == []


def test_a_certificate_for_another_name_is_not_trusted(encrypted: Encrypted) -> None:
    context, trust = encrypted
    with OciServer(context=context) as server:
        elsewhere = site("tls", server, address=f"tls://127.0.0.1:{server.port}", **trust)
        with pytest.raises(PlatformError, match="its certificate is not trusted"), connected(elsewhere):
            pass
    assert server.documents == []


def test_our_own_certificate_is_shown_where_it_is_asked_for(
    authority: trustme.CA, encrypted: Encrypted, tmp_path: Path
) -> None:
    context, trust = encrypted
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    ours = authority.issue_cert("nummerplan.example")
    ours.private_key_and_cert_chain_pem.write_to_path(tmp_path / "ours.pem")
    with OciServer(context=context) as server:
        with connected(site("tls", server, certificate=str(tmp_path / "ours.pem"), **trust)) as connection:
            assert connection.send([rename("Anna")]) == [Outcome("done")]
        with pytest.raises(PlatformError), connected(site("tls", server, **trust)):
            pass


def test_a_plain_server_is_no_encrypted_one() -> None:
    with (
        OciServer(soap=True) as server,
        pytest.raises(PlatformError, match="no encrypted connection comes about"),
        connected(site("tls", server)),
    ):
        pass


# Breaks


def on(name: str, *times: int, action: str) -> Any:
    """Act so when a request comes for the first, second ... time; else answer."""
    seen = [0]

    def behave(names: list[str], before: int) -> str:
        if name not in names:
            return "answer"
        seen[0] += 1
        return action if seen[0] in times else "answer"

    return behave


def ask(connection: OciConnection, *requests: str) -> list[Any]:
    return [answer.type for answer in connection._exchange.ask([Query(name, {"user_id": "a"}) for name in requests])]


READ = "UserCallForwardingAlwaysGetRequest"
READ_ANSWER = "UserCallForwardingAlwaysGetResponse"
WRITE = "UserModifyRequest22"


@pytest.mark.parametrize("action", ["close", "half", "twice", "<no>xml</BroadsoftDocument>"])
def test_a_question_is_put_again(action: str) -> None:
    with OciServer(on(READ, 1, 2, action=action)) as server, connected(site("tcp", server)) as connection:
        assert ask(connection, READ, READ) == [READ_ANSWER] * 2
    assert server.connections == 3
    assert server.names.count([READ, READ]) == 3
    assert server.names.count(["LoginRequest14sp4"]) == 3


@pytest.mark.parametrize("action", ["close", "half", "twice", "<no>xml</BroadsoftDocument>"])
def test_a_write_without_an_answer_is_not_sent_again(action: str) -> None:
    with OciServer(on(WRITE, 1, action=action)) as server, connected(site("tcp", server)) as connection:
        unknown = connection.send([rename("Anna"), rename("Bea")])
        assert [outcome.verdict for outcome in unknown] == ["unknown"] * 2
        assert server.names.count([WRITE] * 2) == 1
        # The connection is made anew for what comes next.
        assert connection.send([rename("Cor")]) == [Outcome("done")]
    assert server.connections == 2


def test_after_an_unknown_outcome_nothing_more_is_sent() -> None:
    operations = [rename(f"Anna{number}") for number in range(40)]
    with OciServer(on(WRITE, 2, action="close")) as server, connected(site("tcp", server)) as connection:
        outcomes = connection.send(operations)
    assert [outcome.verdict for outcome in outcomes] == ["done"] * 15 + ["unknown"] * 15
    assert [len(found) for found in connection.documents(operations)] == [15, 15, 10]
    assert server.names.count([WRITE] * 10) == 0


def test_after_a_refusal_nothing_more_is_sent() -> None:
    refusal = {"UserDeleteRequest": error("[Error 4008] User not found: b")}
    warned = {"UserServiceAssignListRequest": error("[Warning 4400] Could not assign", "Warning")}
    gone = Operation(ANNA, "UserDeleteRequest", {"user_id": "b"})
    services = Operation(ANNA, "UserServiceAssignListRequest", {"user_id": "b", "service_name": ["Authentication"]})
    operations = [rename("A"), services, gone, *[rename("B")] * 20]
    with OciServer(answers=refusal | warned) as server, connected(site("tcp", server)) as connection:
        outcomes = connection.send(operations)
    assert outcomes[1:3] == [
        Outcome("warning", "[Warning 4400] Could not assign"),
        Outcome("failed", "[Error 4008] User not found: b"),
    ]
    assert len(outcomes) == 15


def test_a_closed_connection_is_noticed_before_a_write_goes_out() -> None:
    with OciServer(on(WRITE, 1, action="leave")) as server, connected(site("tcp", server)) as connection:
        assert connection.send([rename("Anna")]) == [Outcome("done")]
        while not _is_closed(connection):
            pass
        assert connection.send([rename("Bea")]) == [Outcome("done")]
    assert server.connections == 2
    assert server.names.count([WRITE]) == 2


def _is_closed(connection: OciConnection) -> bool:
    """Wait for the end of the connection as it comes in, without taking it away."""
    import select

    sock = connection._exchange._transport._connection.socket  # type: ignore[union-attr] # it is a TcpTransport
    return bool(select.select([sock], [], [], 0.1)[0])


def test_a_platform_that_says_nothing_is_not_waited_for_for_ever() -> None:
    with OciServer(on(WRITE, 1, action="silence")) as server, connected(site("tcp", server, timeout=1)) as connection:
        assert connection.send([rename("Anna")])[0] == Outcome(
            "unknown", f"tcp://127.0.0.1:{server.port}: there is no answer in time"
        )


def test_a_login_that_breaks_is_tried_again() -> None:
    with (
        OciServer(on("LoginRequest14sp4", 1, 2, action="close")) as server,
        connected(site("tcp", server)) as connection,
    ):
        assert connection.send([rename("Anna")]) == [Outcome("done")]
    assert server.connections == 3


def test_a_platform_that_always_breaks_is_given_up() -> None:
    with (
        OciServer(lambda names, before: "close" if READ in names else "answer") as server,
        connected(site("tcp", server)) as connection,
        pytest.raises(PlatformError, match="the platform closed the connection before its answer"),
    ):
        ask(connection, READ)
    assert server.names.count([READ]) == TRIES


def test_what_was_done_before_the_platform_went_away_is_known() -> None:
    logins = on("LoginRequest14sp4", *range(2, 99), action="close")
    leave = on(WRITE, 1, action="leave")

    def behave(names: list[str], before: int) -> str:
        return str(leave(names, before)) if WRITE in names else str(logins(names, before))

    with OciServer(behave) as server, connected(site("tcp", server)) as connection:
        first = connection.send([rename("Anna")] * 15)
        while not _is_closed(connection):
            pass
        assert first == [Outcome("done")] * 15
        with pytest.raises(PlatformError):
            connection.send([rename("Bea")] * 20)
    assert sum(names == [WRITE] * 15 for names in server.names) == 1


def test_nobody_there() -> None:
    with OciServer() as server:
        where = site("tcp", server)
    with pytest.raises(PlatformError, match=rf"tcp://127.0.0.1:{server.port}: Connection refused"), connected(where):
        pass
    with (
        pytest.raises(PlatformError, match="there is no host of this name"),
        connected(site("tcp", server, address="tcp://nobody.invalid")),
    ):
        pass


# SOAP


def test_soap_keeps_the_cookie() -> None:
    with OciServer(soap=True) as server, connected(site("http", server)) as connection:
        assert connection.send([rename("Zoë & <Co>"), rename("Łukasz")]) == [Outcome("done")] * 2
        assert ask(connection, READ) == [READ_ANSWER]
    assert server.connections == 1
    assert server.names[:2] == [["AuthenticationRequest"], ["LoginRequest14sp4"]]
    assert "Zo&#235; &amp; &lt;Co&gt;</lastName>" in server.documents[2].decode("ascii")


def test_soap_over_https(encrypted: Encrypted) -> None:
    context, trust = encrypted
    with (
        OciServer(soap=True, context=context) as server,
        connected(site("https", server, release="R25", **trust)) as connection,
    ):
        assert connection.send([rename("Anna")]) == [Outcome("done")]
    assert server.names[0] == ["LoginRequest22V5"]


@pytest.mark.parametrize("action", ["close", "half", "HTTP 503<html>busy</html>", "HTTP 200<x/>", "fault OTHER"])
def test_a_write_without_a_soap_answer_is_unknown(action: str) -> None:
    with OciServer(on(WRITE, 1, action=action), soap=True) as server, connected(site("http", server)) as connection:
        assert [outcome.verdict for outcome in connection.send([rename("Anna")])] == ["unknown"]
        assert connection.send([rename("Bea")]) == [Outcome("done")]
    assert server.names.count([WRITE]) == 2


def test_a_soap_fault_means_that_nothing_was_done() -> None:
    """A login that has run out is made again, and the document goes out again."""
    with (
        OciServer(on(WRITE, 1, action="fault INVALID_REQUEST"), soap=True) as server,
        connected(site("http", server)) as connection,
    ):
        assert connection.send([rename("Anna")]) == [Outcome("done")]
    assert server.names.count(["LoginRequest14sp4"]) == 2


def test_a_soap_address_that_leads_elsewhere() -> None:
    with (
        OciServer(lambda names, before: "HTTP 404<html>Not found</html>", soap=True) as server,
        pytest.raises(PlatformError, match=r"this is no SOAP answer \(HTTP status 404\)"),
        connected(site("http", server)),
    ):
        pass


def test_an_idle_soap_connection_may_be_closed() -> None:
    with OciServer(on(WRITE, 1, action="leave"), soap=True) as server, connected(site("http", server)) as connection:
        assert connection.send([rename("Anna")]) == [Outcome("done")]
        assert connection.send([rename("Bea")]) == [Outcome("done")]
    assert server.names.count(["LoginRequest14sp4"]) == 1


# Secrets


def test_a_secret_is_sent_and_shown_nowhere() -> None:
    """Not in the platform's own words, in representations, nor in anything that a traceback could show."""
    words = {PASSCODE.request: error("[Error 9] passcode 47114711 is too simple")}
    with OciServer(answers=words) as server, connected(site("tcp", server)) as connection:
        (outcome,) = connection.send([PASSCODE])
        assert outcome == Outcome("failed", "[Error 9] passcode {{secret pin/anna}} is too simple")
        assert b"<newPasscode>47114711</newPasscode>" in server.documents[2]
        reachable = gc.get_referents(connection, connection._exchange, vars(connection._exchange))
        shown = repr([vars(connection._exchange), reachable, PASSCODE, connection])
    assert "47114711" not in shown
    assert PASSWORD not in shown


def test_no_secret_no_command() -> None:
    with (
        OciServer() as server,
        connected(site("tcp", server), {"platforms/hosted": PASSWORD}) as connection,
        pytest.raises(PlatformError, match="the secret pin/anna is not given"),
    ):
        connection.send([PASSCODE])
    assert PASSCODE.request not in [name for names in server.names for name in names]


# Reading, registrations, rate


def test_a_company_that_is_not_there_is_no_empty_one() -> None:
    answers = {"GroupGetRequest22V5": error("[Error 4152] Group not found: sp:groep")}
    with (
        OciServer(answers=answers) as server,
        connected(site("tcp", server)) as connection,
        pytest.raises(PlatformError, match=r"hosted/sp/groep: \[Error 4152\] Group not found: sp:groep"),
    ):
        connection.read()


def test_what_one_may_not_read_is_not_absent() -> None:
    answers = {"UserGetRegistrationListRequest": error("[Error 5404] Unauthorized transaction.")}
    with (
        OciServer(answers=answers) as server,
        connected(site("tcp", server)) as connection,
        pytest.raises(PlatformError, match="this login may not see it"),
    ):
        connection.registrations([ANNA])


def test_which_telephones_are_registered() -> None:
    heads = "".join(f"<colHeading>{name}</colHeading>" for name in ("Device Name", "Line/Port", "Expiration"))
    row = "<row><col>toestel</col><col>lp@example.nl</col><col>2027-01-01</col></row>"
    table = f"<registrationTable>{heads}{row}</registrationTable>"
    answers = {"UserGetRegistrationListRequest": data("UserGetRegistrationListResponse", table)}
    with OciServer(answers=answers) as server, connected(site("tcp", server)) as connection:
        assert connection.registrations([ANNA]) == {ANNA: [Registration("toestel", "lp@example.nl", "2027-01-01")]}


def test_a_slow_platform_gets_documents_that_fit_its_rate(tmp_path: Path) -> None:
    with OciServer() as server:
        settings = read_settings(site("tcp", server))
        exchange = Exchange(
            settings, secrets(), lambda path: b"", Rate(0.4, tmp_path / "rate.json"), lambda commands: ()
        )
        assert [len(found) for found in exchange.documents([rename("Anna")] * 10)] == [1] * 10


def test_what_the_platform_would_refuse_is_not_sent() -> None:
    with OciServer() as server, connected(site("tcp", server)) as connection:
        with pytest.raises(PlatformError, match="lastName: at most 30 characters fit"):
            connection.send([rename("x" * 31)])
        assert connection.send([rename("Anna")]) == [Outcome("done")]
    assert server.names.count([WRITE]) == 1
