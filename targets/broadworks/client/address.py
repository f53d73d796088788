"""Where a platform is, and whether it is who it says it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nummerplan.model.errors import SettingError
from nummerplan.model.message import Message, say

if TYPE_CHECKING:
    import ssl

SOAP_PATH = "/webservice/services/ProvisioningService"
_PORTS = {"tcp": 2208, "tls": 2209, "https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Address:
    """`tls://oci.example.net:2209`: how to speak to the platform, and where. `path` is of SOAP alone."""

    scheme: str
    host: str
    port: int
    path: str = SOAP_PATH

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody on the way can read along."""
        return self.scheme in ("tls", "https")

    @property
    def is_soap(self) -> bool:
        """Whether documents travel in SOAP over HTTP."""
        return self.scheme in ("http", "https")

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def read_address(text: str) -> Address:
    """Read an address of the settings. Raises `SettingError`."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
        parts = urlsplit("")
    unwanted = parts.username or parts.password or parts.query or parts.fragment
    if parts.scheme not in _PORTS or not host or unwanted or not _is_sendable(host + parts.path) or port == 0:
        # Not repeated in the sentence: it might hold a password.
        raise SettingError(
            say("it is written tcp://HOST:2208, tls://HOST:2209, https://HOST or http://HOST, without a user")
        )
    path = parts.path if parts.path not in ("", "/") else SOAP_PATH
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], path)


def _is_sendable(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


@dataclass(frozen=True, slots=True)
class Certificates:
    """Whom to trust, and who we are: an own file of authorities, and our own certificate with its key."""

    authorities: Path | None = None
    own: Path | None = None
    own_key: Path | None = None

    def context(self) -> "ssl.SSLContext":
        """What checks the platform's certificate and its host name. Raises `SettingError` for an unfit file."""
        import ssl  # commands that only name the settings start without it

        try:
            context = ssl.create_default_context(cafile=self.authorities)
        except OSError as problem:  # an ssl.SSLError is one too
            raise SettingError(_unfit("ca_file", self.authorities, problem)) from None
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.own is not None:
            try:
                # Never asks on the terminal for the key's password: an encrypted key is unfit here.
                context.load_cert_chain(self.own, self.own_key, password=lambda: b"")
            except OSError as problem:
                raise SettingError(_unfit("certificate", self.own, problem)) from None
        return context


def _unfit(setting: str, path: Path | None, problem: OSError) -> Message:
    reason = problem.strerror if isinstance(problem, FileNotFoundError | PermissionError) else None
    return say(
        "{setting}: {path} cannot be used: {reason}",
        setting=setting,
        path=str(path),
        reason=reason or say("it holds no certificate that can be read"),
    )
