"""The BroadWorks simulator misbehaves as told, survives being killed, and is not brought down by what it is sent."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from hashlib import md5, sha1
from http.client import HTTPConnection
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from broadworks_simulator import (
    ADMINISTRATOR,
    BOTH,
    HERE,
    LEASE,
    POPULATION,
    Wire,
    fields,
    in_group,
    in_process,
    in_thread,
    of_user,
    port_of,
    user,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nummerplan.targets.broadworks.simulator.fault_injection import FaultError, FaultInjection, fault_rules
from nummerplan.targets.broadworks.simulator.seed import TenantSeed
from nummerplan.targets.broadworks.simulator.serving import Serving

EVERYBODY = "UserGetListInGroupRequest <serviceProviderId>demo</serviceProviderId><GroupId>demo</GroupId>"


def users(port: int) -> set[str]:
    """The users that the platform has, without the domain."""
    with Wire(port) as wire:
        rows = wire.log_in().one(EVERYBODY).element.findall("userTable/row/col[1]")
        return {(column.text or "").partition("@")[0] for column in rows}


def outcome(wire: Wire, *commands: str) -> str:
    """What becomes of a document with three commands, as a client sees it."""
    try:
        replies = wire.send(*commands)
    except TimeoutError:
        return "hang"
    except EOFError as closed:
        return "cut" if closed.args[0] else "drop"
    return "fail" if replies[1].summary == "[Error 9999] simulator: fails as ordered" else "answer"


KEPT = {"drop-before": False, "hang-before": False, "fail": False, "drop-after": True, "hang-after": True, "cut": True}


@pytest.mark.parametrize("fault", KEPT)
def test_the_second_change_meets_a_fault(fault: str) -> None:
    with in_thread(fault_injection=FaultInjection(fault_rules([f"{fault}@2"]))) as found:
        port = port_of(found.addresses[0])
        with Wire(port) as wire:
            wire.log_in().one(EVERYBODY)
            wire.socket.settimeout(1)
            assert outcome(wire, user("een"), user("twee"), user("drie")) == fault.partition("-")[0]
        after = {"drie"} if fault in ("fail", "cut") else set()
        assert users(port) == {"een"} | ({"twee"} if KEPT[fault] else set()) | after


def test_a_share_of_commands_fails_and_the_same_ones_again() -> None:
    def failed(seed: int) -> list[int]:
        fault_injection = FaultInjection(fault_rules(["fail=20%"]), seed=seed)
        with in_thread(fault_injection=fault_injection) as found, Wire(port_of(found.addresses[0])) as wire:
            wire.log_in()
            return [place for place in range(200) if "fails as ordered" in wire.one(user(f"u{place}")).summary]

    first = failed(1)
    assert 15 <= len(first) <= 65
    assert failed(1) == first
    assert failed(2) != first


def test_logins_never_meet_a_fault() -> None:
    with (
        in_thread(fault_injection=FaultInjection(fault_rules(["fail=100%"]))) as found,
        Wire(port_of(found.addresses[0])) as wire,
    ):
        wire.log_in().done("AvailabilityTestRequest ")
        assert wire.one(EVERYBODY).summary == "[Error 9999] simulator: fails as ordered"


def test_a_control_file_changes_its_mind_while_it_runs(tmp_path: Path) -> None:
    control = tmp_path / "control.toml"
    with in_thread(fault_injection=FaultInjection(control=control)) as found, Wire(port_of(found.addresses[0])) as wire:
        wire.log_in().done(user("een"))
        control.write_text('misbehave = ["fail@1"]\nregistered = ["*"]\n', encoding="utf-8")
        assert wire.one(user("twee")).summary == "[Error 9999] simulator: fails as ordered"
        wire.done(user("twee"))
        assert found.fault_injection.registered == {"*"}
        control.write_text("", encoding="utf-8")
        wire.done(user("drie"))
        assert not found.fault_injection.registered


def test_a_control_file_that_is_wrong_is_told_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    control = tmp_path / "control.toml"
    control.write_text('misbehave = ["sulk"]\n', encoding="utf-8")
    with in_thread(fault_injection=FaultInjection(control=control)) as found, Wire(port_of(found.addresses[0])) as wire:
        wire.log_in().done(user("een"))
    assert "'sulk' is not a fault" in caplog.text


@pytest.mark.parametrize("text", ["sulk@1", "fail", "fail=2", "fail=1.2.3", "fail@0", "delay=3", "fail=101%"])
def test_an_order_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(FaultError, match=text.partition("@")[0].partition("=")[0]):
        fault_rules([text])


def test_a_delay_is_kept_for_each_command() -> None:
    with in_thread(fault_injection=FaultInjection(delay=0.05)) as found, Wire(port_of(found.addresses[0])) as wire:
        wire.log_in()
        begun = time.monotonic()
        wire.send(*[EVERYBODY] * 4)
        assert time.monotonic() - begun >= 0.2


def test_nothing_committed_is_lost_when_the_platform_is_killed(tmp_path: Path) -> None:
    state = tmp_path / "platform.sqlite"
    answered: list[str] = []
    with in_process("--state", str(state)) as platform:
        killer = threading.Timer(0.6, platform.kill)
        with Wire(platform.port) as wire:
            wire.log_in()
            killer.start()
            with suppress(EOFError, OSError):
                while len(answered) < 100_000:
                    wire.done(user(f"u{len(answered)}"))
                    answered.append(f"u{len(answered)}")
        killer.join()
        assert platform.process.returncode == -9
    assert answered
    with in_process("--state", str(state)) as platform:
        found = users(platform.port)
        with Wire(platform.port) as wire:
            wire.log_in().done(user("daarna", "<extension>201</extension>"))
    assert set(answered) <= found
    assert len(found) - len(answered) in (0, 1)  # the last one may have been committed without an answer
    with closing(sqlite3.connect(state)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_every_command_is_counted_with_its_time_and_tenant(tmp_path: Path) -> None:
    other = TenantSeed("demo", "ander", ("ander.example",), administrator="ander-admin")
    state = tmp_path / "platform.sqlite"
    with in_thread(LEASE, other, state=state) as found:
        for name in ("groep-admin", "ander-admin"):
            with Wire(port_of(found.addresses[0])) as wire:
                wire.log_in(name).send(*["VerifySessionIsValidRequest "] * 3)
        with Wire(port_of(found.addresses[0])) as wire:
            wire.log_in().one(in_group("GroupGetRequest22V5"))
    with closing(sqlite3.connect(state)) as database:
        rows = database.execute(
            "SELECT tenant, user_id, request, count(*), max(at) FROM tally WHERE tenant <> ''"
            " GROUP BY 1, 2, 3 ORDER BY 1, 2"
        ).fetchall()
    assert [row[:4] for row in rows] == [
        ("demo/ander", "ander-admin", "VerifySessionIsValidRequest", 3),
        ("demo/demo", "admin", "GroupGetRequest22V5", 1),
        ("demo/demo", "groep-admin", "VerifySessionIsValidRequest", 3),
    ]
    assert all(abs(row[4] - time.time()) < 600 for row in rows)


def test_many_clients_work_at_the_same_time() -> None:
    seeds = [TenantSeed("demo", f"g{number}", (f"g{number}.example",)) for number in range(10)]
    with in_thread(*seeds) as found:

        def work(group: str) -> None:
            here = HERE.replace("groupId>demo", f"groupId>{group}")
            with Wire(port_of(found.addresses[0])) as wire:
                wire.log_in()
                for number in range(20):
                    wire.done(
                        user(f"u{number}", f"<extension>{200 + number}</extension>")
                        .replace(HERE, here)
                        .replace("@demo", f"@{group}")
                    )

        threads = [threading.Thread(target=work, args=(seed.group,)) for seed in seeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        counts = found.store.all("SELECT count(*) FROM subscriber GROUP BY tenant")
    assert [row[0] for row in counts] == [20] * 10


def test_ten_thousand_users_are_written_and_read() -> None:
    with in_thread() as found, Wire(port_of(found.addresses[0])) as wire:
        wire.log_in()
        wire.done(*(user(f"u{number}", f"<extension>{20000 + number}</extension>") for number in range(10_000)))
        assert len(wire.one(EVERYBODY).element.findall("userTable/row")) == 10_000
        assert wire.one(of_user("UserGetRequest23V2", "u9999")).element.findtext("extension") == "29999"
        wire.done(of_user("UserDeleteRequest", "u0"))


# What comes in may be anything.


@pytest.fixture(scope="module")
def platform() -> Iterator[Serving]:
    with in_thread(ports=BOTH) as found:
        with Wire(port_of(found.addresses[0])) as wire:
            wire.log_in().done(*POPULATION)
        yield found


BROKEN = {
    "a DOCTYPE": '<!DOCTYPE x [<!ENTITY a "b">]>',
    "an entity that grows": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
    "an entity of a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_document_type_is_refused(what: str, platform: Serving) -> None:
    with Wire(port_of(platform.addresses[0])) as wire:
        document = wire.document(f"AuthenticationRequest {fields(userId='x')}").replace(
            b"?><", f"?>{BROKEN[what]}<".encode(), 1
        )
        (reply,) = wire.raw(document)
        assert reply.summary.startswith("[Error 6004]")
        assert reply.element.findtext("detail") == "a DOCTYPE is not allowed"
        wire.done("AvailabilityTestRequest ")


def test_depth_and_encodings_are_limited(platform: Serving) -> None:
    with Wire(port_of(platform.addresses[0])) as wire:
        deep = wire.document("UserDeleteRequest " + "<a>" * 500 + "</a>" * 500)
        assert "deeper than" in (wire.raw(deep)[0].element.findtext("detail") or "")
        odd = wire.document("AvailabilityTestRequest ").replace(b"ISO-8859-1", b"klingon-8")
        assert wire.raw(odd)[0].summary.startswith("[Error 6004]")
        wire.done("AvailabilityTestRequest ")


def documents() -> st.SearchStrategy[bytes]:
    """Documents of every kind with a piece cut out, put in or doubled."""
    wire = Wire.__new__(Wire)
    wire.session = "een-sessie"
    whole = [wire.document(command) for command in POPULATION]

    def mutate(parts: tuple[bytes, int, int, bytes]) -> bytes:
        document, begin, end, piece = parts
        begin, end = sorted((begin % len(document), end % len(document)))
        return document[:begin] + piece + document[end:]

    pieces = st.one_of(st.binary(max_size=8), st.sampled_from([b"<", b">", b"&#0;", b"]]>", b"<a/>", b'"', b"\x00"]))
    place = st.integers(0, 3000)
    return st.tuples(st.sampled_from(whole), place, place, pieces).map(mutate)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=400), documents()))
def test_no_bytes_bring_it_down(platform: Serving, caplog: pytest.LogCaptureFixture, document: bytes) -> None:
    with Wire(port_of(platform.addresses[0])) as wire:
        wire.log_in()
        wire.socket.sendall(document + b"\n</BroadsoftDocument>\n")
        answer = wire.socket.recv(65536)
        assert answer.startswith(b"<?xml")
        assert b"Traceback" not in answer
    with Wire(port_of(platform.addresses[0])) as wire:
        wire.log_in().done("VerifySessionIsValidRequest ")
    assert "defect" not in caplog.text
    assert b"the platform has a defect" not in answer


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=300), documents()))
def test_no_soap_brings_it_down(platform: Serving, document: bytes) -> None:
    address = platform.addresses[1]
    connection = HTTPConnection("127.0.0.1", port_of(address), timeout=20)
    connection.request("POST", "/webservice/services/ProvisioningService", document, {"SOAPAction": '""'})
    answer = connection.getresponse()
    assert answer.status == 500
    body = answer.read()
    assert b"INVALID_REQUEST" in body
    assert b"Traceback" not in body
    connection.close()


def test_a_text_that_pretends_to_be_markup_stays_a_text(platform: Serving) -> None:
    nasty = "</lastName><x>'\";DROP TABLE--"
    with Wire(port_of(platform.addresses[0])) as wire:
        wire.log_in().done(user("raar").replace("<lastName>raar", f"<lastName>{escape(nasty)}"))
        found = wire.one(of_user("UserGetRequest23V2", "raar")).element.findtext("lastName")
        assert found == nasty
        wire.done(of_user("UserDeleteRequest", "raar"))


def test_a_soap_session_is_its_cookie_and_its_session_id_together(platform: Serving) -> None:
    wire = Wire.__new__(Wire)
    envelope = (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        '<n:processOCIMessage xmlns:n="urn:com:broadsoft:webservice"><{argument}>{text}</{argument}>'
        "</n:processOCIMessage></s:Body></s:Envelope>"
    )
    connection = HTTPConnection("127.0.0.1", port_of(platform.addresses[1]), timeout=20)

    def ask(command: str, cookie: str, session: str, argument: str = "n:in0") -> tuple[int, str, str]:
        wire.session = session
        text = escape(wire.document(command).decode("iso-8859-1"))
        body = envelope.format(argument=argument, text=text)
        connection.request("POST", "/webservice/services/ProvisioningService", body.encode(), {"Cookie": cookie})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), (answer.headers["Set-Cookie"] or "").partition(";")[0]

    _, asked, cookie = ask("AuthenticationRequest <userId>admin</userId>", "", "s1", "arg0")
    nonce = asked.partition("nonce&gt;")[2].partition("&lt;")[0]
    kept = sha1(ADMINISTRATOR.password.encode(), usedforsecurity=False).hexdigest()
    signature = md5(f"{nonce}:{kept}".encode(), usedforsecurity=False).hexdigest()
    login = f"LoginRequest14sp4 <userId>admin</userId><signedPassword>{signature}</signedPassword>"
    assert "LoginResponse14sp4" in ask(login, cookie, "s1")[1]
    assert "GroupGetResponse22V5" in ask(in_group("GroupGetRequest22V5"), cookie, "s1")[1]
    for other in (("", "s1"), (cookie, "s2"), ("JSESSIONID=verzonnen", "s1")):
        status, text, _ = ask(in_group("GroupGetRequest22V5"), *other)
        assert status == 500
        assert "Cannot process any request before user is logged in." in text
    connection.close()


def test_a_defect_of_the_platform_is_told_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with in_thread() as found, Wire(port_of(found.addresses[0])) as wire:
        wire.log_in()
        with found.store.lock:
            found.store.database.execute("DROP TABLE event")
        command = in_group("GroupScheduleAddRequest", scheduleName="x", scheduleType="Time")
        wire.done(command)
        key = {"scheduleName": "x", "scheduleType": "Time"}
        reply = wire.one(in_group("GroupScheduleGetEventListRequest", scheduleKey=key))
        assert reply.summary == "[Error 9000] simulator: the platform has a defect; its log says more"
        wire.done(user("een"))
    assert (
        "GroupScheduleGetEventListRequest: a defect of the platform (OperationalError: no such table: event)"
        in caplog.text
    )
    assert "Traceback" not in caplog.text


def test_a_state_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    state = tmp_path / "platform.sqlite"
    with in_thread(state=state):
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}
    assert "platform.sqlite-wal" in modes
