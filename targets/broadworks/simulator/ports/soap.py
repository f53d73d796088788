"""OCI-P over SOAP: a document as the text of one argument, a session made of a cookie and the session id together."""

import io
import re
import secrets
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from nummerplan.targets.broadworks.simulator.answering import BrokenError
from nummerplan.targets.broadworks.simulator.documents.elements import DocumentError, Element, read
from nummerplan.targets.broadworks.simulator.login import Login
from nummerplan.targets.broadworks.simulator.ports.bounded_reading import BoundedStream, TooLongError
from nummerplan.targets.broadworks.simulator.ports.listening import SECONDS_TO_TAKE, Handler, Listener
from nummerplan.targets.broadworks.simulator.ports.soap_sessions import SessionKey, SoapSessions

PATH = "/webservice/services/ProvisioningService"
_ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
_SERVICE = "urn:com:broadsoft:webservice"
_ARGUMENTS = ("in0", "arg0", f"{_SERVICE} in0", f"{_SERVICE} arg0")
_COOKIE = re.compile(r"[\w.!~-]{1,64}")


class SoapFaultError(Exception):
    """A SOAP fault, in the words of the real service."""


class _Request(Handler, BaseHTTPRequestHandler):
    server: "SoapServer"
    protocol_version = "HTTP/1.1"
    server_version = "simulator"
    sys_version = ""
    # Head and body of an answer are two writes; the second would wait for the client to acknowledge the first.
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self.stream = BoundedStream(self.connection)
        self.rfile = io.BufferedReader(self.stream)

    def handle_one_request(self) -> None:
        self.stream.allow(self.admitted.limits.head_bytes, self.admitted.latest)
        self.is_open = self.admitted.is_logged_in
        try:
            super().handle_one_request()
        except TooLongError:
            self.close_connection = True
            self.requestline, self.request_version, self.command = "", "HTTP/1.1", ""
            self._send(431, b"")

    def do_GET(self) -> None:
        if self.path.lower() == f"{PATH.lower()}?wsdl":
            host = self.headers.get("Host", "localhost")
            self._send(200, wsdl(f"{'https' if self.server.tls else 'http'}://{host}{PATH}").encode())
        else:
            self._send(404, b"")

    def do_POST(self) -> None:
        lengths = self.headers.get_all("Content-Length", [])
        cookie = self._cookie()
        is_known = bool(cookie) and self.server.sessions.is_open(cookie)
        limits = self.admitted.limits
        # The text of a document is longer in an envelope, where its marks are written out.
        most = limits.most_bytes if is_known else 2 * limits.bytes_before_login
        self.is_open = False
        if self.path.partition("?")[0] != PATH:
            self._refuse(404)
        elif "Transfer-Encoding" in self.headers or not lengths:
            self._refuse(411)
        elif len(lengths) > 1 or not re.fullmatch("[0-9]{1,19}", lengths[0]):
            self._refuse(400)
        elif int(lengths[0]) > most:
            self._refuse(413)
        else:
            self.stream.allow(int(lengths[0]), self.admitted.latest)
            self._answer(self.rfile.read(int(lengths[0])), cookie)

    def _refuse(self, status: int) -> None:
        """What follows is not read, so nothing else can come on this connection."""
        self.close_connection = True
        self._send(status, b"")

    def _answer(self, body: bytes, cookie: str) -> None:
        fresh = "" if cookie else secrets.token_hex(16).upper()
        key: SessionKey = (cookie or fresh, None)

        def login(session: str | None, is_open: bool) -> Login:
            nonlocal key
            key = (cookie or fresh, session)
            found = self.server.sessions.login(key, self.server.fresh_login(self.client_address))
            if not is_open and not found.is_open:
                raise SoapFaultError("Cannot process any request before user is logged in.")
            return found

        try:
            out = self.server.platform.answer(_argument(body), login)
            self.is_open = self.server.sessions.keep(key)
            self._send(200, _envelope(_response(out)), fresh)
        except (SoapFaultError, DocumentError) as fault:
            self._send(500, _envelope(_fault(str(fault))), fresh)
        except BrokenError as broken:
            self._break(broken)

    def _break(self, broken: BrokenError) -> None:
        self.close_connection = True
        if broken.sent:
            whole = _envelope(_response(broken.sent))
            self._send(200, whole, "", whole[: len(whole) // 2])
        self.connection.settimeout(self.admitted.limits.idle_seconds)
        while broken.hang and self.connection.recv(65536):
            pass

    def _cookie(self) -> str:
        try:
            found = SimpleCookie(self.headers.get("Cookie", "")).get("JSESSIONID")
        except CookieError:
            return ""
        return found.value if found and _COOKIE.fullmatch(found.value) else ""

    def _send(self, status: int, body: bytes, cookie: str = "", part: bytes | None = None) -> None:
        # Noted first: whoever has the answer to a login is no stranger any more.
        if not self.admitted.answered(self.is_open):
            self.close_connection = True
        self.connection.settimeout(SECONDS_TO_TAKE)
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if cookie:
            self.send_header("Set-Cookie", f"JSESSIONID={cookie}; Path=/webservice; HttpOnly")
        self.end_headers()
        self.wfile.write(body if part is None else part)

    def log_message(self, *_found: object) -> None:
        """Requests are counted in the store, and not logged one by one."""


class SoapServer(Listener):
    """Listens for OCI-P over SOAP, and keeps the sessions, which outlive a connection."""

    handler = _Request

    def __init__(self, *place: Any) -> None:
        self.sessions = SoapSessions()
        super().__init__(*place)


def _argument(body: bytes) -> bytes:
    root = read(body)
    if root.name != f"{_ENVELOPE} Envelope":
        raise DocumentError("no SOAP envelope found")
    for part in root.children:
        if part.name == f"{_ENVELOPE} Body" and part.children:
            return _document(part.children[0])
    raise DocumentError("no SOAP body found")


def _document(operation: Element) -> bytes:
    if operation.name != f"{_SERVICE} processOCIMessage":
        raise DocumentError(f"no such operation: {operation.name.rpartition(' ')[2]}")
    if len(operation.children) != 1 or operation.children[0].name not in _ARGUMENTS:
        raise DocumentError("the operation has one argument, in0")
    # The text is letters already: what its own declaration says of bytes does not hold for it any more.
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", operation.children[0].text)
    return text.encode("utf-8")


def _envelope(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<soapenv:Envelope xmlns:soapenv="{_ENVELOPE}"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>'
    ).encode()


def _response(document: bytes) -> str:
    text = escape(document.decode("iso-8859-1").rstrip("\n"))
    return (
        f'<ns1:processOCIMessageResponse xmlns:ns1="{_SERVICE}"><ns1:processOCIMessageReturn>{text}'
        "</ns1:processOCIMessageReturn></ns1:processOCIMessageResponse>"
    )


def _fault(reason: str) -> str:
    return (
        "<soapenv:Fault><faultcode>soapenv:Server.generalException</faultcode><faultstring>INVALID_REQUEST</faultstring>"
        f"<faultactor>ProvisioningService</faultactor><detail><string>{escape(reason)}</string></detail></soapenv:Fault>"
    )


def wsdl(address: str) -> str:
    """The description of the service, for clients that are made from it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions targetNamespace="{_SERVICE}" xmlns:tns="{_SERVICE}" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
  <wsdl:types>
    <xsd:schema targetNamespace="{_SERVICE}" elementFormDefault="qualified">
      <xsd:element name="processOCIMessage"><xsd:complexType><xsd:sequence>
        <xsd:element name="in0" type="xsd:string"/>
      </xsd:sequence></xsd:complexType></xsd:element>
      <xsd:element name="processOCIMessageResponse"><xsd:complexType><xsd:sequence>
        <xsd:element name="processOCIMessageReturn" type="xsd:string"/>
      </xsd:sequence></xsd:complexType></xsd:element>
    </xsd:schema>
  </wsdl:types>
  <wsdl:message name="processOCIMessageRequest">
    <wsdl:part name="parameters" element="tns:processOCIMessage"/>
  </wsdl:message>
  <wsdl:message name="processOCIMessageResponse">
    <wsdl:part name="parameters" element="tns:processOCIMessageResponse"/>
  </wsdl:message>
  <wsdl:portType name="BWProvisioningService">
    <wsdl:operation name="processOCIMessage">
      <wsdl:input message="tns:processOCIMessageRequest"/>
      <wsdl:output message="tns:processOCIMessageResponse"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="ProvisioningServiceSoapBinding" type="tns:BWProvisioningService">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="processOCIMessage">
      <soap:operation soapAction=""/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="BWProvisioningServiceService">
    <wsdl:port name="ProvisioningService" binding="tns:ProvisioningServiceSoapBinding">
      <soap:address location={quoteattr(address)}/>
    </wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""
