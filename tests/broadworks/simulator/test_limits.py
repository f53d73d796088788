"""What a stranger can cost the simulator: little, and the others nothing."""

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

import pytest
from broadworks_simulator import (
    ADMINISTRATOR,
    ANNA,
    BEA,
    POPULATION,
    Reply,
    Wire,
    fields,
    in_thread,
    of_user,
    port_of,
)
from hostile.documents import HOSTILE, in_soap
from hostile.dripping import ends_at_all
from hostile.sessions import attacked

from nummerplan.targets.broadworks.simulator import store
from nummerplan.targets.broadworks.simulator.documents import elements
from nummerplan.targets.broadworks.simulator.ports.soap import PATH
from nummerplan.targets.broadworks.simulator.serving import Ports, Serving
from nummerplan.targets.broadworks.simulator.strangers.limits import Limits
from nummerplan.targets.broadworks.simulator.strangers.wrong_passwords import WrongPasswords

IS_THERE = "AvailabilityTestRequest "


def with_limits(limits: Limits) -> Ports:
    return Ports(soap=0, limits=limits)


@pytest.fixture(scope="module")
def platform() -> Iterator[Serving]:
    with in_thread() as found:
        yield found


def tcp(platform: Serving) -> int:
    return port_of(platform.addresses[0])


def soap(platform: Serving) -> int:
    return port_of(platform.addresses[1])


def is_ended(connection: socket.socket) -> bool:
    """Waits until the platform closes the connection, whatever it says before."""
    with ends_at_all():
        try:
            while connection.recv(65536):
                pass
        except ConnectionError:
            pass
    return True


def detail(reply: Reply) -> str:
    return reply.element.findtext("detail") or ""


# Documents


@pytest.mark.parametrize("name", HOSTILE)
def test_a_large_document_is_not_read_before_a_login(
    name: str, platform: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expat, "ParserCreate", _no_parser)
    with Wire(tcp(platform)) as wire:
        (reply,) = wire.raw(HOSTILE[name])
        assert reply.summary == "[Error 6004] OCI XML Request validation error"
        assert detail(reply) == "longer than 16384 bytes"
        assert is_ended(wire.socket)
    assert called(platform, in_soap(HOSTILE[name])) == 413


def _no_parser(*_found: object, **_named: object) -> NoReturn:
    pytest.fail("a parser was made for it")


AFTER_A_LOGIN = {
    "prefixes": "more than 32 prefixes",
    "nested prefixes": "more than 32 prefixes",
    "declarations": "too many attributes",
    "attributes": "too many attributes",
    "some attributes": "more than 16 attributes",
    "deep": "more than 200000 elements, or deeper than 24",
    "elements": "more than 200000 elements, or deeper than 24",
    "commands": "7693 commands; a document has 1 to 15",
    "entities": "a DOCTYPE is not allowed",
}


@pytest.mark.parametrize("name", AFTER_A_LOGIN)
def test_after_a_login_it_is_refused_for_what_it_is(name: str, platform: Serving) -> None:
    with Wire(tcp(platform)) as wire:
        wire.log_in()
        replies = wire.raw(HOSTILE[name])
        assert detail(replies[0]).endswith(AFTER_A_LOGIN[name])
        assert len(replies) <= 15
        wire.done(IS_THERE)


def test_a_long_document_is_read_after_a_login(platform: Serving) -> None:
    with Wire(tcp(platform)) as wire:
        wire.log_in()
        wire.done(*[IS_THERE + " " * 4000] * 15)


@pytest.mark.parametrize("attribute", ["", "x='' ", "xmlns:a='b' "])
def test_a_document_of_one_tag_makes_no_parser(attribute: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in one tag is told by a parser at its end only."""
    monkeypatch.setattr(expat, "ParserCreate", _no_parser)
    text = b"<a/>" * 600_000 if not attribute else b"<a " + attribute.encode() * 4000 + b"/>"
    with pytest.raises(elements.DocumentError, match=r"more than 200000 elements|too many attributes"):
        elements.read(text)


# HTTP


def called(platform: Serving, call: bytes) -> int:
    """The status that is given to the bytes of a call."""
    with socket.create_connection(("127.0.0.1", soap(platform)), timeout=20) as connection:
        connection.sendall(call)
        return int(connection.makefile("rb").readline().split()[1])


POST = f"POST {PATH} HTTP/1.1\r\nHost: a\r\n".encode()


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (b"GET /" + b"a" * 17_000, 431),
        (POST + b"a: b\r\n" * 3000, 431),
        (POST + b"a" * 17_000, 431),
        (POST + b"Content-Length: 99999999999999999999\r\n\r\n", 400),
        (POST + b"Content-Length: -1\r\n\r\n", 400),
        (POST + b"Content-Length: 10\r\nContent-Length: 20\r\n\r\n", 400),
        (POST + b"Content-Length: 32769\r\n\r\n", 413),
        (POST + b"Content-Length: 999999999\r\n\r\n", 413),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhallo\r\n", 411),
        (POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nhallo", 411),
        (POST + b"\r\n", 411),
        (b"GET / HTTP/1.1\r\n\r\n", 404),
    ],
)
def test_a_call_that_cannot_be_meant_is_refused_by_its_head(call: bytes, status: int, platform: Serving) -> None:
    assert called(platform, call) == status


class Caller:
    """A client of SOAP with a cookie."""

    def __init__(self, platform: Serving) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", soap(platform), timeout=20)
        self._wire = Wire.__new__(Wire)
        self._wire.session = "soap"
        self.cookie = ""

    def call(self, *commands: str, cookie: str | None = None) -> tuple[int, str]:
        content = in_soap(self._wire.document(*commands)).partition(b"\r\n\r\n")[2]
        known = self.cookie if cookie is None else cookie
        self._connection.request("POST", PATH, content, {"Cookie": f"JSESSIONID={known}"} if known else {})
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if (given := answer.headers.get("Set-Cookie")) and cookie is None:
            self.cookie = given.partition("=")[2].partition(";")[0]
        return answer.status, text

    def log_in(self) -> "Caller":
        from hashlib import md5, sha1

        _, text = self.call(f"AuthenticationRequest <userId>{ADMINISTRATOR.user_id}</userId>")
        nonce = text.partition("nonce&gt;")[2].partition("&lt;")[0]
        kept = sha1(ADMINISTRATOR.password.encode(), usedforsecurity=False).hexdigest()
        signed = md5(f"{nonce}:{kept}".encode(), usedforsecurity=False).hexdigest()
        name = f"<userId>{ADMINISTRATOR.user_id}</userId><signedPassword>{signed}</signedPassword>"
        assert "LoginResponse14sp4" in self.call(f"LoginRequest14sp4 {name}")[1]
        return self

    def close(self) -> None:
        self._connection.close()


def test_a_long_call_is_read_after_a_login(platform: Serving) -> None:
    long = IS_THERE + " " * 40_000
    with closing(Caller(platform)) as caller:
        assert caller.log_in().call(long)[0] == 200
    with closing(Caller(platform)) as stranger:
        assert stranger.call(long)[0] == 413


def test_whoever_begins_many_sessions_ends_nobody_elses(platform: Serving) -> None:
    with closing(Caller(platform)) as caller, closing(Caller(platform)) as stranger:
        caller.log_in()
        for number in range(1_100):
            if number % 90 == 0:
                stranger.close()
            stranger.call(IS_THERE, cookie=f"cookie{number}")
        assert caller.call("VerifySessionIsValidRequest ")[0] == 200


# Connections


def test_without_a_login_the_one_that_waited_longest_gives_way() -> None:
    ports = with_limits(Limits(connections_before_login=3, grace=0.0))
    with in_thread(ports=ports) as platform, Wire(tcp(platform)) as inside:
        inside.log_in()
        wires = [Wire(tcp(platform)) for _ in range(5)]
        assert all(is_ended(wire.socket) for wire in wires[:2])
        for wire in (*wires[2:], inside):
            wire.done(IS_THERE)
        with closing(Caller(platform)) as caller:
            assert caller.call(IS_THERE)[0] == 200
        assert is_ended(wires[2].socket), "all ports count together"
        inside.done("VerifySessionIsValidRequest ")


def test_there_are_no_more_connections_than_that_in_all() -> None:
    with in_thread(ports=with_limits(Limits(connections=2))) as platform:
        with Wire(tcp(platform)) as one, Wire(tcp(platform)) as two:
            one.log_in()
            two.log_in()
            with Wire(tcp(platform)) as three:
                assert is_ended(three.socket)
            one.done(IS_THERE)
        with ends_at_all():
            while not _is_served(tcp(platform)):
                time.sleep(0.01)


def _is_served(port: int) -> bool:
    with Wire(port) as wire:
        try:
            wire.done(IS_THERE)
        except (EOFError, OSError):
            return False
    return True


DRIPS = {
    "nothing": (0, b"", b""),
    "line ends": (0, b"", b"\n"),
    "a document": (0, b"<BroadsoftDocument>", b"a"),
    "no request": (1, b"", b""),
    "a request line": (1, b"GET /", b"a"),
    "headers": (1, POST, b"a: b\r\n"),
    "a body": (1, POST + b"Content-Length: 10000\r\n\r\n", b"a"),
    "requests": (1, b"", b"GET / HTTP/1.1\r\n\r\n"),
}


@pytest.fixture(scope="module")
def impatient() -> Iterator[Serving]:
    with in_thread(ports=with_limits(Limits(seconds_to_log_in=0.3, seconds_for_document=0.3))) as found:
        yield found


@pytest.mark.parametrize("name", DRIPS)
def test_whoever_does_not_log_in_is_not_waited_for(name: str, impatient: Serving) -> None:
    port, first, drop = DRIPS[name]
    assert _drips_until_the_end(port_of(impatient.addresses[port]), first, drop)


def _drips_until_the_end(port: int, first: bytes, drop: bytes) -> bool:
    with ends_at_all(), socket.create_connection(("127.0.0.1", port)) as connection:
        connection.settimeout(0.02)
        try:
            connection.sendall(first)
            while True:
                connection.sendall(drop)
                try:
                    if not connection.recv(65536):
                        return True
                except TimeoutError:
                    pass
        except ConnectionError:
            return True


@pytest.fixture(scope="module")
def patient() -> Iterator[Serving]:
    """Enough so for a login on a busy machine."""
    with in_thread(ports=with_limits(Limits(seconds_to_log_in=2, seconds_for_document=0.3))) as found:
        yield found


def test_whoever_has_logged_in_may_wait_but_not_drip(patient: Serving) -> None:
    with Wire(tcp(patient)) as wire:
        wire.log_in()
        assert _drips_until_the_end(tcp(patient), b"", b"")
        wire.done("VerifySessionIsValidRequest ")
        wire.socket.sendall(b"<BroadsoftDocument")
        assert is_ended(wire.socket)


def test_after_a_logout_one_is_a_stranger_again(patient: Serving) -> None:
    with Wire(tcp(patient)) as wire:
        wire.log_in().done("LogoutRequest <userId>admin</userId>")
        assert is_ended(wire.socket)


def test_so_many_documents_before_a_login() -> None:
    with in_thread(ports=with_limits(Limits(documents_before_login=3))) as platform, Wire(tcp(platform)) as wire:
        for _ in range(3):
            wire.done(IS_THERE)
        assert is_ended(wire.socket)
        with Wire(tcp(platform)) as other:
            other.log_in()
            for _ in range(5):
                other.done(IS_THERE)


def test_what_is_noted_of_commands_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_TALLIED", 20)
    with in_thread() as platform, Wire(tcp(platform)) as wire:
        for _ in range(4):
            wire.done(*[IS_THERE] * 15)
        assert platform.store.one("SELECT count(*) AS found FROM tally")["found"] == 20  # type: ignore[index]


# Wrong passwords


def log_in(platform: Serving, user_id: str, password: str) -> str:
    """The refusal, or nothing."""
    with Wire(tcp(platform)) as wire:
        try:
            wire.log_in(user_id, password)
        except AssertionError as refused:
            return str(refused).partition("\n")[0]
    return ""


WRONG, DISABLED = "[Error 4962] Invalid password", "[Error 5202] Account is disabled."


@pytest.fixture
def guarded() -> Iterator[Serving]:
    with in_thread(ports=with_limits(Limits(wrong_from_address=1000))) as found:
        with Wire(tcp(found)) as wire:
            wire.log_in().done(*POPULATION)
        yield found


@pytest.mark.parametrize(
    ("user_id", "right", "more"),
    [
        ("beheer", BEA, "PasswordModifyRequest <userId>beheer</userId><newPassword>{new}</newPassword>"),
        ("beheer", BEA, "GroupAdminModifyRequest <userId>beheer</userId><password>{new}</password>"),
        ("anna@demo.example", ANNA, of_user("PasswordModifyRequest", newPassword="{new}")),
    ],
)
def test_a_login_with_many_wrong_passwords_is_disabled(user_id: str, right: str, more: str, guarded: Serving) -> None:
    """Until it gets another password."""
    assert [log_in(guarded, user_id, "verkeerd") for _ in range(7)] == [WRONG] * 5 + [DISABLED] * 2
    assert log_in(guarded, user_id, right) == DISABLED
    assert log_in(guarded, "groep-admin", ADMINISTRATOR.password) == "", "another is let in"
    new = "Nieuw-geheim-22"
    with Wire(tcp(guarded)) as wire:
        wire.log_in().done(more.replace("{new}", new))
    assert log_in(guarded, user_id, new) == ""


def test_the_right_password_begins_the_count_anew(guarded: Serving) -> None:
    for _ in range(3):
        assert [log_in(guarded, "beheer", "verkeerd") for _ in range(4)] == [WRONG] * 4
        assert log_in(guarded, "beheer", BEA) == ""


def test_nobody_learns_which_names_there_are(guarded: Serving) -> None:
    both = [[log_in(guarded, name, "verkeerd") for _ in range(6)] for name in ("beheer", "niemand")]
    assert both[0] == both[1] == [WRONG] * 5 + [DISABLED]


def test_plain_passwords_count_too() -> None:
    with in_thread(ports=Ports(trusts_plain=True)) as platform, Wire(tcp(platform)) as wire:
        guess = "LoginRequest22V5 " + fields(userId="admin", password="verkeerd")  # noqa: S106 - a wrong one
        assert [wire.one(guess).summary for _ in range(6)] == [WRONG] * 5 + [DISABLED]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_disabled_login_comes_back() -> None:
    """Further guesses do not put that off."""
    clock = Clock()
    wrong = WrongPasswords(Limits(), clock)
    for _ in range(5):
        assert not wrong.is_disabled("anna")
        wrong.note("anna", "192.0.2.1")
    for clock.now in (100.0, 299.0):
        assert wrong.is_disabled("anna")
        wrong.note("anna", "192.0.2.1")
    clock.now = 300.0
    assert not wrong.is_disabled("anna")


def test_wrong_passwords_from_one_address_are_answered_slowly() -> None:
    clock = Clock()
    wrong = WrongPasswords(Limits(), clock)
    pauses = [wrong.note(f"naam{number}", "192.0.2.1") for number in range(12)]
    assert pauses == [0.0] * 10 + [1.0] * 2
    assert wrong.note("anna", "192.0.2.2") == 0.0, "others are not kept waiting"
    clock.now = 60.0
    assert wrong.note("anna", "192.0.2.1") == 0.0


def test_so_many_names_are_remembered() -> None:
    wrong = WrongPasswords(Limits())
    for number in range(30_000):
        wrong.note(f"naam{number}", f"2001:db8::{number:x}")
    assert len(wrong._in_a_row) == len(wrong._from) == 10_000


def test_the_pause_is_made_once_for_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """And outside of transactions, where it would keep everybody waiting."""
    ports = with_limits(Limits(wrong_from_address=2, wrong_pause=0.125))
    pauses: list[float] = []
    with in_thread(ports=ports) as platform, Wire(tcp(platform)) as wire:

        def pause(seconds: float) -> None:
            assert not platform.store.database.in_transaction
            pauses.append(seconds)

        monkeypatch.setattr(time, "sleep", pause)
        guess = "LoginRequest14sp4 <userId>x</userId><signedPassword>" + "0" * 32 + "</signedPassword>"
        wire.send(*[guess] * 15)
        wire.send(IS_THERE)
    assert [seconds for seconds in pauses if seconds] == [0.125]


def test_the_documentation_names_the_limits() -> None:
    page = (Path(__file__).parents[3] / "docs" / "simulator.md").read_text("utf-8")
    section = page.partition("## What it takes from strangers")[2].partition("## ")[0].replace("\n", " ")
    limits = Limits()
    for sentence in (
        f"| {limits.connections_before_login} | {limits.connections} in all |",
        f"waited longest ({limits.grace:g} second at least)",
        f"| {limits.seconds_to_log_in:g} | {limits.idle_seconds:g} |",
        f"the same {limits.seconds_to_log_in:g} | {limits.seconds_for_document:g} |",
        f"| {limits.bytes_before_login} | {limits.most_bytes} |",
        f"documents | {limits.documents_before_login} |",
        f"headers of HTTP | {limits.head_bytes} |",
        f"after {limits.disabled_seconds:g} seconds",
        f"After {limits.wrong_from_address} wrong passwords",
        f"waits {limits.wrong_pause:g} second",
        f"{elements.MOST_ELEMENTS} elements, {elements.MOST_DEPTH} deep",
        f"last {store.MOST_TALLIED} commands",
    ):
        assert sentence in section, sentence
    assert limits.wrong_in_a_row == 5, "written as a word"


@pytest.mark.slow
def test_an_honest_client_is_served_among_thirty_that_are_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    under_attack = list(attacked(20))[3:]
    assert [problem for second in under_attack for problem in second.problems] == []
    assert sum(len(second.sessions) for second in under_attack) >= 5
    assert max(second.megabytes for second in under_attack) < 300
    assert max(second.threads for second in under_attack) < 260
