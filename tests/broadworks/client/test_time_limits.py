"""The time for an answer is that of the whole answer, whatever drips; and no answer fills the memory."""

import os
import signal
import ssl
import threading
from pathlib import Path

import pytest
import trustme
from hostile.dripping import Dripping, ends_at_all
from oci_server import PASSWORD, OciServer

from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.model.deployment.platform import Operation, PlatformError, Site
from nummerplan.model.deployment.tenant import Identity
from nummerplan.targets.broadworks.client import answer_xml
from nummerplan.targets.broadworks.client.address import Address, Certificates
from nummerplan.targets.broadworks.client.transport import NoAnswerError, NotSentError, UnreachableError
from nummerplan.targets.broadworks.client.transports import soap, tcp
from nummerplan.targets.broadworks.client.transports.soap import SoapTransport
from nummerplan.targets.broadworks.client.transports.tcp import TcpTransport
from nummerplan.targets.broadworks.connection import connect

SECONDS = 0.4
HEAD = b'<BroadsoftDocument protocol="OCI" xmlns="C"><command xmlns="">'
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def transport(
    scheme: str, port: int, certificates: Certificates | None = None, seconds: float = SECONDS
) -> TcpTransport | SoapTransport:
    host = "localhost" if certificates else "127.0.0.1"
    kind = TcpTransport if scheme in ("tcp", "tls") else SoapTransport
    return kind(Address(scheme, host, port), certificates or Certificates(), seconds)


def site(port: int, timeout: float) -> Site:
    table = {"kind": "broadworks", "user": "beheerder", "password": "hosted", "timeout": timeout}
    return Site("hosted", "broadworks", table | {"address": f"tcp://127.0.0.1:{port}"}, "sp", "groep", "example.nl")


def no_audio(_name: str) -> bytes:
    return b""


SECRETS = NamedSecrets({"hosted": PASSWORD}.get)


DRIPS = {
    "nothing": ("tcp", b"", b""),
    "line ends": ("tcp", b"", b"\n"),
    "a declaration": ("tcp", b"", b"<?xml "),
    "a document": ("tcp", HEAD, b"<a/>"),
    "no status": ("http", b"", b""),
    "a status line": ("http", b"HTTP/1.1 200 ", b"O"),
    "answers before the answer": ("http", b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "headers of one before": ("http", b"HTTP/1.1 100 Continue\r\n", b"a: b\r\n"),
    "a header": ("http", OK, b"a"),
    "headers": ("http", OK, b"a: b\r\n"),
    "a body": ("http", OK + b"Content-Length: 1000000\r\n\r\n", b"<"),
    "a body without a length": ("http", OK + b"\r\n", b"<"),
    "the size of a chunk": ("http", CHUNKED, b"0"),
    "the name of a chunk": ("http", CHUNKED + b"5;", b"a"),
    "a chunk": ("http", CHUNKED + b"fffff\r\n", b"<"),
    "chunks": ("http", CHUNKED, b"1\r\n<\r\n"),
    "the end of a chunk": ("http", CHUNKED + b"1\r\n<\r", b""),
    "what follows the chunks": ("http", CHUNKED + b"0\r\n", b"a: b\r\n"),
}


@pytest.mark.parametrize("name", DRIPS)
def test_the_time_is_that_of_the_whole_answer(name: str) -> None:
    scheme, first, drop = DRIPS[name]
    with ends_at_all(), Dripping(first, drop) as server, pytest.raises(NoAnswerError, match="no answer in time"):
        transport(scheme, server.port).exchange(b"<a/>")


@pytest.mark.parametrize("scheme", ["tls", "https"])
def test_a_handshake_that_drips_ends(scheme: str) -> None:
    record = b"\x16\x03\x03\x40\x00"
    with ends_at_all(), Dripping(record, b"\x02") as server, pytest.raises(UnreachableError, match="in time"):
        transport(scheme, server.port)


@pytest.mark.parametrize(("scheme", "first"), [("tls", HEAD), ("https", CHUNKED + b"fffff\r\n")])
def test_an_encrypted_answer_that_drips_ends(scheme: str, first: bytes, tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    trusted = Certificates(tmp_path / "ca.pem")
    with (
        ends_at_all(),
        Dripping(first, b"<", context=context) as server,
        pytest.raises(NoAnswerError, match="in time"),
    ):
        transport(scheme, server.port, trusted).exchange(b"<a/>")


@pytest.mark.parametrize("scheme", ["tcp", "http"])
def test_a_platform_that_takes_nothing_is_not_waited_for(scheme: str) -> None:
    with ends_at_all(), Dripping(listens=False) as server, pytest.raises(NoAnswerError, match="in time"):
        transport(scheme, server.port).exchange(b"a" * 12_000_000)


def test_line_ends_without_end_are_no_wait() -> None:
    """Before a document goes out, what came after the answer before is looked at; that ends too."""
    with ends_at_all(), Dripping(b"\n" * 1_000_000, b"\n" * 100_000, 0.0) as server:
        made = transport("tcp", server.port)
        assert isinstance(made, TcpTransport)
        made._connection.sendall(b"hello")
        made._connection.receive()
        with pytest.raises(NotSentError, match="has closed the connection"):
            made.exchange(b"<a/>")


FLOODS = {
    "a document": ("tcp", HEAD, b"<a/>" * 20_000),
    "line ends": ("tcp", b"", b"\n" * 80_000),
    "a body": ("http", OK + b"\r\n", b"<a/>" * 20_000),
    "chunks": ("http", CHUNKED, b"10000\r\n" + b"<" * 65536 + b"\r\n"),
}


@pytest.mark.parametrize("name", FLOODS)
def test_an_answer_without_end_is_refused_by_its_length(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme, first, drop = FLOODS[name]
    for place in (tcp, soap, answer_xml):
        monkeypatch.setattr(place, "LARGEST", 3_000_000)
    with ends_at_all(), Dripping(first, drop, 0.0) as server:
        made = transport(scheme, server.port, seconds=60)
        with pytest.raises(NoAnswerError, match="the platform's answer is longer than 3 MB; it was not read"):
            made.exchange(b"<a/>")


@pytest.mark.parametrize("first", [OK + b"a: b\r\n" * 200, OK + b"a" * 100_000, b"HTTP/1.1 " + b"2" * 100_000])
def test_a_head_without_end_is_refused(first: bytes) -> None:
    with ends_at_all(), Dripping(first, b"a: b\r\n") as server, pytest.raises(NoAnswerError):
        transport("http", server.port).exchange(b"<a/>")


@pytest.mark.parametrize(("part", "count"), [(b"<a/>", 3_000_000), (b'<a b="" c="" d=""/>', 800_000)])
def test_an_answer_of_too_many_parts_is_refused(part: bytes, count: int) -> None:
    """In memory they would take a hundred times their letters."""
    with pytest.raises(NoAnswerError, match="has too many parts; it was not read"):
        answer_xml.parse(b"<b>" + part * count + b"</b>")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-7", "cp500"])
def test_no_document_type_hides_in_odd_letters(encoding: str) -> None:
    text = f'<?xml version="1.0"{" " * 300}encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a d="&b;"/>'
    for written in (text, text.replace(" " * 300, " "), text.partition("?>")[2]):
        with pytest.raises(ValueError, match=r"^$"):
            answer_xml.parse(written.encode(encoding), has_long_text=True)


class End(KeyboardInterrupt):
    """What a signal raises in the command line."""


def test_a_wait_can_be_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, and without waiting once more for the answer to a logout."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def end(_number: int, _frame: object) -> None:
        raise End

    def behave(names: list[str], _count: int) -> str:
        if "UserModifyRequest22" not in names:
            return "answer"
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGUSR1)).start()
        return "silence"

    before = signal.signal(signal.SIGUSR1, end)
    anna = Identity("user", "anna@example.nl")
    rename = Operation(anna, "UserModifyRequest22", {"user_id": anna.name, "last_name": "Anna"})
    try:
        with (
            ends_at_all(),
            OciServer(behave) as server,
            pytest.raises(End),
            connect(site(server.port, 60), SECRETS, no_audio) as connection,
        ):
            connection.send([rename])
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert server.names[-1] == ["UserModifyRequest22"]


def test_a_platform_that_drips_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("nummerplan.targets.broadworks.client.exchange.TRIES", 1)
    with (
        ends_at_all(),
        Dripping(HEAD, b"<a/>") as server,
        pytest.raises(PlatformError, match=rf"tcp://127.0.0.1:{server.port}: there is no answer in time"),
        connect(site(server.port, 1), SECRETS, no_audio),
    ):
        pass
