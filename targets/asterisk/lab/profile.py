"""The profile of the laboratory: addresses, ports and secrets. All else is what production gets, byte for byte.

It is nothing but settings of the target (`[targets.asterisk]`) and a provider of secrets: the target does not know
that it writes for a laboratory, so it cannot write anything else there. A test compares both.
"""

import contextlib
import re
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.targets.asterisk.lab.sip.lab_telephones import SIP_PORT, Login

NETS = range(32, 250)
"""Second bytes of loopback addresses; 127.0 and the ones near it are everybody's."""

_DOOR = 5_037
_SECTION = re.compile(r"^\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Lane:
    """The addresses of one Asterisk: a loopback net of its own, so that all of them keep the same ports."""

    net: int
    number: int

    @property
    def exchange(self) -> str:
        """Where Asterisk listens."""
        return f"127.{self.net}.{self.number}.1"

    @property
    def trunk(self) -> str:
        """Where the world outside is."""
        return f"127.{self.net}.{self.number}.2"

    @property
    def phones(self) -> str:
        """Where all telephones are."""
        return f"127.{self.net}.{self.number}.11"

    def settings(self, given: Mapping[str, str]) -> dict[str, str]:
        """The target's settings here: those that are given, with the addresses of this lane."""
        here = {
            "bind": self.exchange,
            "port": str(SIP_PORT),
            "media_address": self.exchange,
            "trunk_host": self.trunk,
            "trunk_port": str(SIP_PORT),
            "trunk_match": self.trunk,
            "mail_command": "/bin/true",  # messages of the laboratory are mailed to nobody
        }
        behind = {"external_address": self.exchange, "local_network": "127.0.0.0/8"}
        return {**given, **here, **{key: text for key, text in behind.items() if key in given}, "transport": "udp"}


class LabSecrets:
    """A text for every secret, the same each time: the laboratory needs no provider."""

    revealed = True

    def __call__(self, secret: Secret | str | None, /) -> str:
        """The text to write where this secret belongs; a telephone for which the plan names none gets one too."""
        name = secret.name if isinstance(secret, Secret) else secret or ""
        digest = sha256(name.encode("utf-8", "replace")).hexdigest()
        return f"lab-{digest[:16]}"


@contextlib.contextmanager
def free_net() -> Iterator[int]:
    """A loopback net that no other laboratory of this machine uses meanwhile. Raises `OSError` when there is none."""
    for net in NETS:
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            door.bind((f"127.{net}.0.1", _DOOR))
        except OSError:
            door.close()
            continue
        try:
            yield net
        finally:
            door.close()
        return
    raise OSError("every loopback net is in use by another laboratory")


def sections(text: str) -> list[tuple[str, dict[str, str]]]:
    """The sections of a file of Asterisk, in order, each with its settings; comments and templates are left out."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        bare = line.split(";", 1)[0].strip()
        if begins := _SECTION.match(bare):
            found.append((begins[1], {}))
        elif "=" in bare and found:
            key, _, value = bare.partition("=")
            found[-1][1][key.strip()] = value.lstrip(">").strip()
    return found


def logins(pjsip: str) -> dict[str, Login]:
    """Every telephone that registers, with the name and password that pjsip.conf has for it."""
    parts = sections(pjsip)
    proofs = {name: own for name, own in parts if "username" in own and "password" in own}
    found = {}
    for name, own in parts:
        proof = proofs.get(own.get("auth", ""))
        if proof is not None:
            found[name] = Login(proof["username"], proof["password"])
    return found
