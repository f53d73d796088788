"""Fingerprints of secrets: enough to see that a secret has changed, too little to find it out.

A fingerprint is a keyed hash with a salt of its own. The key lies in a file of its own, so that a copy of a journal
says nothing about a PIN of four digits.
"""

import hashlib
import hmac
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nummerplan.model.artefact import Secrets
from nummerplan.model.deployment.deployment import Memory
from nummerplan.model.deployment.tenant import Identity, TenantObject
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import Secret

KEY_NAME = "key"
_KEY_LENGTH = 32
_DIGEST = re.compile(r"[0-9a-f]{32}\$[0-9a-f]{64}")
_REFERENCE = re.compile(r"\{\{(secret|audio) (.*)\}\}", re.DOTALL)


@dataclass(frozen=True)
class SecretFingerprints:
    """Makes and compares fingerprints. `secrets` and `audio` give what a reference stands for."""

    key: bytes = field(repr=False)
    secrets: Secrets = field(repr=False)
    audio: Callable[[str], bytes] = field(repr=False)

    def content(self, reference: str) -> bytes | None:
        """The bytes that a reference stands for; None when no provider of secrets was named, or it lacks this one."""
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            return None
        if found[1] == "audio":
            return self.audio(found[2])
        text = self.secrets(Secret(found[2])) if self.secrets.revealed else reference
        return None if text == reference else text.encode()

    def digest(self, reference: str) -> str:
        """A fingerprint of what a reference stands for; empty when that is not known."""
        content = self.content(reference)
        return "" if content is None else self._keyed_hash(content, os.urandom(16))

    def matches(self, digest: str, reference: str) -> bool:
        """Whether a fingerprint was made of what the reference stands for, as far as anybody can know."""
        content = self.content(reference)
        salt = bytes.fromhex(digest.partition("$")[0])
        return content is None or hmac.compare_digest(digest, self._keyed_hash(content, salt))

    def must_write(self, memory: Memory, unknown_too: bool) -> Callable[[Identity, TenantObject, str], bool]:
        """Whether a secret of an object has to be written, by what is remembered.

        What was written and is still the same is not. A secret that an object was given since its last deployment is.
        Of objects that were never deployed from here, `unknown_too` decides.
        """

        def decide(here: Identity, wanted: TenantObject, setting: str) -> bool:
            known = memory.fingerprints.get((wanted.identity, setting)) or memory.fingerprints.get((here, setting))
            reference = wanted.secrets[setting]
            if known is None:
                return unknown_too or wanted.identity in memory.known or here in memory.known
            if known.pending or not known.digest:
                return known.pending or unknown_too or known.reference != reference
            return not self.matches(known.digest, reference)

        return decide

    def _keyed_hash(self, content: bytes, salt: bytes) -> str:
        return f"{salt.hex()}${hashlib.blake2b(content, key=self.key, salt=salt, digest_size=32).hexdigest()}"


def checked_digest(digest: str) -> str:
    """A fingerprint as it was written down, or none. Raises `ValueError` for what is no fingerprint."""
    if digest and not _DIGEST.fullmatch(digest):
        raise ValueError("a fingerprint is none")
    return digest


def references_in(value: Any) -> Iterator[str]:
    """The references that stand in the fields of a command, as `TenantObject.secrets` has them."""
    if isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, list | tuple):
        text = str(value)
        if _REFERENCE.fullmatch(text):
            yield text
        return
    for one in value:
        yield from references_in(one)


def fingerprint_key(folder: Path) -> bytes:
    """The key of a folder of journals, made when there is none; only its owner can read it.

    Raises `SettingError` for a file that holds none.
    """
    place = folder / KEY_NAME
    if not place.exists():
        fresh = folder / f".{KEY_NAME}-{os.getpid()}-{os.urandom(4).hex()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(os.urandom(_KEY_LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            # A link never replaces: of two that begin at once, the first one's key counts for both.
            os.link(fresh, place)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    key = place.read_bytes()
    if len(key) != _KEY_LENGTH:
        raise SettingError(
            say(
                "{path} is no key of fingerprints: it has {count} bytes in place of {right}. Put it aside: a new one is"
                " made, and secrets count as changed",
                path=str(place),
                count=len(key),
                right=_KEY_LENGTH,
            )
        )
    return key
