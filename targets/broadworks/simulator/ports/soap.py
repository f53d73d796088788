"""OCI-P over SOAP: a document as the text of one argument, a session made of a cookie and the session id together."""

import re
import secrets
import ssl
import threading
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler
from xml.sax.saxutils import escape, quoteattr

from nummerplan.targets.broadworks.simulator.answering import BrokenError, Simulator
from nummerplan.targets.broadworks.simulator.documents.elements import MOST_BYTES, DocumentError, Element, read
from nummerplan.targets.broadworks.simulator.login import Login
from nummerplan.targets.broadworks.simulator.ports.listening import Listener

PATH = "/webservice/services/ProvisioningService"
_ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
_SERVICE = "urn:com:broadsoft:webservice"
_ARGUMENTS = ("in0", "arg0", f"{_SERVICE} in0", f"{_SERVICE} arg0")
_MOST_SESSIONS = 10_000


class SoapFaultError(Exception):
    """A SOAP fault, in the words of the real service."""


class _Request(BaseHTTPRequestHandler):
    server: "SoapServer"
    protocol_version = "HTTP/1.1"
    server_version = "simulator"
    sys_version = ""
    timeout = 600
    # Head and body of an answer are two writes; the second would wait for the client to acknowledge the first.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if self.path.lower() == f"{PATH.lower()}?wsdl":
            host = self.headers.get("Host", "localhost")
            self._send(200, wsdl(f"{'https' if self.server.tls else 'http'}://{host}{PATH}").encode())
        else:
            self._send(404, b"")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path.partition("?")[0] != PATH:
            self.close_connection = True
            self._send(404, b"")
        elif not re.fullmatch("[0-9]{1,9}", length) or int(length) > MOST_BYTES:
            self.close_connection = True
            self._send(413, b"")
        else:
            self._answer(self.rfile.read(int(length)))

    def _answer(self, body: bytes) -> None:
        cookie = self._cookie()
        fresh = "" if cookie else secrets.token_hex(16).upper()

        def login(session: str | None, is_open: bool) -> Login:
            found = self.server.login(cookie or fresh, session)
            if not is_open and not found.is_open:
                raise SoapFaultError("Cannot process any request before user is logged in.")
            return found

        try:
            out = self.server.platform.answer(_argument(body), login)
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
        while broken.hang and self.connection.recv(65536):
            pass

    def _cookie(self) -> str:
        try:
            found = SimpleCookie(self.headers.get("Cookie", "")).get("JSESSIONID")
        except CookieError:
            return ""
        return found.value if found else ""

    def _send(self, status: int, body: bytes, cookie: str = "", part: bytes | None = None) -> None:
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

    def __init__(self, address: tuple[str, int], platform: Simulator, tls: ssl.SSLContext | None, plain: bool) -> None:
        self.logins: dict[tuple[str, str | None], Login] = {}
        self.lock = threading.Lock()
        super().__init__(address, platform, tls, plain)

    def login(self, cookie: str, session: str | None) -> Login:
        """What belongs to this cookie and session id together."""
        with self.lock:
            if (cookie, session) not in self.logins and len(self.logins) >= _MOST_SESSIONS:
                self.logins.pop(next(iter(self.logins)))
            return self.logins.setdefault((cookie, session), Login(secure=self.is_secure))


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
