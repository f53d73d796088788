"""A small platform for tests: strict about logins, and odd where it is told to be. Real sockets, TCP or SOAP."""

import hashlib
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Any, Self
from xml.sax.saxutils import escape

from lxml import etree

PASSWORD = "Geheim & <Wachtwoord>-Zoë"  # noqa: S105 - a server of tests has it
NONCE = "1493661742798"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
END = b"</BroadsoftDocument>"

Behave = Callable[[list[str], int], str]
"""Names of a document's commands, and how many documents came before, to: answer, close, half, silence, twice, slow,
or the text of an answer."""


def error(summary: str, kind: str = "Error") -> str:
    texts = f"<summary>{escape(summary)}</summary><summaryEnglish>{escape(summary)}</summaryEnglish>"
    return f'<command type="{kind}" xsi:type="c:ErrorResponse" xmlns:c="C" xmlns="">{texts}</command>'


def data(kind: str, content: str = "") -> str:
    return f'<command echo="" xsi:type="{kind}" xmlns="">{content}</command>'


SUCCESS = '<command echo="" xsi:type="c:SuccessResponse" xmlns:c="C" xmlns=""/>'


class OciServer:
    """Listens on a free port. `documents` are those that came in, `names` their commands, `closed` is about ends."""

    def __init__(
        self,
        behave: Behave = lambda names, before: "answer",
        *,
        soap: bool = False,
        context: ssl.SSLContext | None = None,
        answers: dict[str, str] | None = None,
    ) -> None:
        self.behave = behave
        self.answers = answers or {}
        self.documents: list[bytes] = []
        self.names: list[list[str]] = []
        self.connections = 0
        self._sessions: set[tuple[str, str]] = set()
        self._released = threading.Event()
        server = self

        class Tcp(StreamRequestHandler):
            def handle(self) -> None:
                server.connections += 1
                with suppress(OSError):
                    server._speak(self.rfile, self.wfile, str(server.connections))

        class Soap(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle(self) -> None:
                with suppress(OSError):
                    super().handle()

            def do_POST(self) -> None:
                with suppress(OSError):
                    server._call(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its parameter's name
                pass

        self._server = (
            ThreadingHTTPServer(("127.0.0.1", 0), Soap) if soap else ThreadingTCPServer(("127.0.0.1", 0), Tcp)
        )
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = int(self._server.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def _speak(self, reader: Any, writer: Any, connection: str) -> None:
        received = b""
        while piece := reader.read1(65536):
            received += piece
            while END in received:
                document, _, received = received.partition(END)
                action, answered = self._answer(document.strip() + END, connection)
                if action == "close":
                    return
                if action == "half":
                    writer.write(answered[: len(answered) // 2])
                    return
                if action == "silence":
                    self._released.wait(30)
                    return
                for part in (answered, b"\n") if action != "twice" else (answered + answered, b"\n"):
                    writer.write(part)
                    writer.flush()
                if action == "leave":
                    return

    def _call(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        called = etree.fromstring(body)
        (document,) = called.xpath("//*[local-name()='in0']/text()")
        cookie = request.headers.get("Cookie", "")
        known = cookie.removeprefix("JSESSIONID=") if cookie.startswith("JSESSIONID=") else ""
        self.connections += not known
        action, answered = self._answer(
            document.encode("iso-8859-1", "xmlcharrefreplace"), known or str(self.connections)
        )
        if action == "close":
            request.close_connection = True
            return
        status, text = 200, _returned(answered.decode("iso-8859-1"))
        if action.startswith("HTTP "):
            status, text = int(action[5:8]), action[8:]
        if action.startswith("fault "):
            status, text = 500, FAULT.replace("INVALID_REQUEST", action[6:])
        content = text.encode("utf-8")
        request.send_response(status)
        request.send_header("Content-Type", "text/xml; charset=utf-8")
        request.send_header("Content-Length", str(len(content)))
        if not known:
            request.send_header("Set-Cookie", f"JSESSIONID={self.connections}; Path=/; HttpOnly")
        request.end_headers()
        request.wfile.write(content[: len(content) // 2] if action == "half" else content)
        if action in ("half", "leave"):
            request.close_connection = True

    def _answer(self, document: bytes, connection: str) -> tuple[str, bytes]:
        root = etree.fromstring(document)
        session = root.findtext("sessionId") or ""
        commands = root.findall("command")
        names = [str(command.get(f"{{{XSI}}}type")) for command in commands]
        action = self.behave(names, len(self.documents))
        self.documents.append(document)
        self.names.append(names)
        answers = "".join(
            self._one(name, command, (connection, session)) for name, command in zip(names, commands, strict=True)
        )
        head = (
            f'<BroadsoftDocument protocol="OCI" xmlns="C" xmlns:xsi="{XSI}"><sessionId xmlns="">{session}</sessionId>'
        )
        text = f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{head}{answers}</BroadsoftDocument>'
        if action.startswith("<"):
            text = action
        return action, text.encode("iso-8859-1")

    def _one(self, name: str, command: Any, session: tuple[str, str]) -> str:
        if name == "AuthenticationRequest":
            fields = f"<userId>u</userId><nonce>{NONCE}</nonce><passwordAlgorithm>MD5</passwordAlgorithm>"
            return data("AuthenticationResponse", fields)
        if name == "LoginRequest14sp4":
            inner = hashlib.sha1(PASSWORD.encode(), usedforsecurity=False).hexdigest()
            right = hashlib.md5(f"{NONCE}:{inner}".encode(), usedforsecurity=False).hexdigest()
            return self._log_in(command.findtext("signedPassword") == right, name, session)
        if name.startswith("LoginRequest22"):
            return self._log_in(command.findtext("password") == PASSWORD, name, session)
        if session not in self._sessions:
            return error("[Error 9001] test: nobody is logged in")
        if name in self.answers:
            return self.answers[name]
        return data(name.replace("Request", "Response")) if "Get" in name else SUCCESS

    def _log_in(self, is_right: bool, name: str, session: tuple[str, str]) -> str:
        if not is_right:
            return error("[Error 4962] Invalid password")
        self._sessions.add(session)
        return data(name.replace("Request", "Response"), "<loginType>Group</loginType>")


FAULT = (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault>'
    "<faultcode>soapenv:Server.generalException</faultcode><faultstring>INVALID_REQUEST</faultstring>"
    "<detail><string>Cannot process any request before user is logged in.</string></detail>"
    "</soapenv:Fault></soapenv:Body></soapenv:Envelope>"
)


def _returned(document: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
        '<processOCIMessageResponse xmlns="urn:com:broadsoft:webservice">'
        f"<processOCIMessageReturn>{escape(document)}</processOCIMessageReturn>"
        "</processOCIMessageResponse></soapenv:Body></soapenv:Envelope>"
    )
