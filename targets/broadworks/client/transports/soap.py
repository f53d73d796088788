"""Documents in SOAP over HTTPS: the login is bound to the session id and to a cookie, and needs both."""

import http.client
import re
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from xml.sax.saxutils import escape

from lxml import etree

from nummerplan.model.deployment.platform import PlatformError
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.address import Address, Certificates
from nummerplan.targets.broadworks.client.answer_xml import LARGEST, parse, too_long
from nummerplan.targets.broadworks.client.envelope import ENCODING
from nummerplan.targets.broadworks.client.transport import (
    NoAnswerError,
    NotSentError,
    UnreachableError,
    readable,
    unreachable,
)
from nummerplan.targets.broadworks.client.transports.timed_socket import TimedSocket, connected

_CALL = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">'
    '<soapenv:Body><oci:processOCIMessage xmlns:oci="urn:com:broadsoft:webservice">'
    "<oci:in0>{document}</oci:in0>"
    "</oci:processOCIMessage></soapenv:Body></soapenv:Envelope>"
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PIECE = 65536
_NOT_LOOKED_AT = "INVALID_REQUEST"
"""The call was refused before any command was looked at: nobody is logged in any more."""
_FAULT = "{http://schemas.xmlsoap.org/soap/envelope/}Fault"


class SoapTransport:
    """One connection, one document at a time. `seconds` is how long a document may take to go out, and its answer."""

    def __init__(self, address: Address, certificates: Certificates, seconds: float) -> None:
        self._address = address
        self._cookies: dict[str, str] = {}
        self._context = certificates.context() if address.is_encrypted else None
        self._connection = (
            http.client.HTTPSConnection(address.host, address.port, context=self._context)
            if self._context is not None
            else http.client.HTTPConnection(address.host, address.port)
        )
        self._seconds = seconds
        self._timed = self._connect()

    def exchange(self, document: bytes) -> bytes:
        """Send a document and give the platform's answer to it."""
        if self._connection.sock is None or self._timed.is_stale():
            # Servers close idle connections; the login lives in the cookie, not in the connection.
            self._connection.close()
            self._timed = self._connect()
        # Whatever the platform takes the text's encoding to be, these letters are in it.
        text = document.decode(ENCODING).encode("ascii", "xmlcharrefreplace").decode("ascii")
        body = _CALL.format(document=escape(text)).encode("ascii")
        try:
            self._timed.expect_end_in(self._seconds)
            self._connection.request("POST", self._address.path, body, self._headers())
            self._timed.expect_end_in(self._seconds)
            response = self._connection.getresponse()
            content = self._receive(response)
        except (OSError, http.client.HTTPException) as problem:
            self._connection.close()
            broken = problem if isinstance(problem, OSError) else OSError()
            raise NoAnswerError(unreachable(self._address, broken)) from None
        self._keep_cookies(response)
        return self._document(content, response.status)

    def close(self) -> None:
        """Let go of the connection."""
        with suppress(OSError):
            self._connection.close()

    def _receive(self, response: http.client.HTTPResponse) -> bytes:
        content = bytearray()
        while piece := response.read1(_PIECE):
            content += piece
            if len(content) > LARGEST:
                raise too_long()
        # Not closed by its end alone; the connection stays for the next call.
        response.close()
        return bytes(content)

    def _connect(self) -> TimedSocket:
        try:
            timed = connected(self._address.host, self._address.port, self._seconds, self._context)
        except OSError as problem:
            raise UnreachableError(unreachable(self._address, problem)) from None
        self._connection.sock = timed
        return timed

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return headers

    def _keep_cookies(self, response: http.client.HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie", []):
            with suppress(CookieError):
                named = {name: cookie.coded_value for name, cookie in SimpleCookie(header).items()}
                self._cookies |= {name: value for name, value in named.items() if value.isprintable()}

    def _document(self, content: bytes, status: int) -> bytes:
        root = self._envelope(content, status)
        fault = root.find(f".//{_FAULT}")
        if fault is not None:
            text = _fault_text(fault)
            sentence = say("{address}: {reason}", address=str(self._address), reason=text)
            raise NotSentError(sentence) if _NOT_LOOKED_AT in text else NoAnswerError(sentence)
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag.endswith("processOCIMessageReturn"):
                return _DECLARATION.sub("", element.text or "").encode("utf-8")
        raise self._no_soap(status)

    def _envelope(self, content: bytes, status: int) -> etree._Element:
        # The document is one text within the envelope; libxml2 takes long texts only with an option.
        try:
            return parse(content, has_long_text=True)
        except ValueError:
            raise self._no_soap(status) from None

    def _no_soap(self, status: int) -> PlatformError:
        sentence = say(
            "{address}: this is no SOAP answer (HTTP status {status})", address=str(self._address), status=status
        )
        # Who refuses at this level has not looked at the commands.
        return NotSentError(sentence) if 300 <= status < 500 else NoAnswerError(sentence)


def _fault_text(fault: etree._Element) -> str:
    texts = [readable(element.text or "") for element in fault.iter() if isinstance(element.tag, str)]
    return ": ".join(text for text in texts if text) or "SOAP fault"
