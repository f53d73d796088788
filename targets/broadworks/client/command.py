"""A command as XML, through the request classes of broadworks-ocip.

The classes know the schema's order and spelling, and check next to nothing; what is not as the schema wants it is
refused here before they see it. Nothing is kept of the objects: their representation would show secrets.
"""

import base64
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import broadworks_ocip.requests
import broadworks_ocip.types
from lxml import etree
from null_object import Null

from nummerplan.model.artefact import Secrets
from nummerplan.model.deployment.platform import Operation, PlatformError
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.targets.broadworks.client.field_values import NIL, AudioReference, SecretReference
from nummerplan.targets.broadworks.client.problems import problems, text_problem
from nummerplan.targets.broadworks.client.profile import spoken
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.protocol import Field, Plain, Record, requests

Resolve = Callable[[SecretReference | AudioReference, Plain], str]
"""Gives the content for a reference, as the protocol writes it."""


class Placeholders:
    """Leaves the marks where secrets and recordings belong: for files that people look at."""

    def __call__(self, reference: SecretReference | AudioReference, kind: Plain, /) -> str:
        """The reference's own spelling."""
        return str(reference)


class StandIns:
    """Puts something of the right form where secrets and recordings belong: for what judges forms and lengths."""

    def __call__(self, reference: SecretReference | AudioReference, kind: Plain, /) -> str:
        """The shortest text that fits."""
        return "AAAA" if kind.kind == "base64" else "x" * max(1, kind.least or 0)


class Contents:
    """Gives the texts of secrets and the contents of recordings, for one document; it knows what not to show."""

    def __init__(self, secrets: Secrets, audio: Callable[[str], bytes]) -> None:
        self._secrets = secrets
        self._audio = audio
        self._given: dict[str, str] = {}

    def __call__(self, reference: SecretReference | AudioReference, kind: Plain, /) -> str:
        """The content. Raises `PlatformError` for a secret that nobody has given or the platform cannot take."""
        if isinstance(reference, AudioReference):
            return base64.b64encode(self._audio(reference.path)).decode("ascii")
        text = self._secrets(Secret(reference.name))
        if text == str(reference):
            raise PlatformError(say("the secret {name} is not given; name a provider that has it", name=reference.name))
        problem = text_problem(kind, text)
        if problem is not None:
            raise PlatformError(say("the secret {name}: {problem}", name=reference.name, problem=problem))
        self._given[text] = str(reference)
        return text

    def conceal(self, text: str) -> str:
        """A text of the platform with marks where it repeats a secret."""
        for secret, mark in sorted(self._given.items(), key=lambda pair: -len(pair[0])):
            text = text.replace(secret, mark)
        return text


def append(document: etree._Element, command: Operation | Query, release: str, resolve: Resolve) -> None:
    """Add a command to a document. Raises `PlatformError` for one that the platform would refuse."""
    found = problems(command, release)
    if found:
        raise PlatformError(found[0])
    name, fields = spoken(command.request, command.fields, release)
    made = _class(broadworks_ocip.requests, name)(**_arguments(requests()[name], fields, resolve))
    made.etree_sub_components_(made.build_xml_command_element_(document))


@cache
def _class(module: Any, name: str) -> Any:
    return getattr(module, name)


def _arguments(record: Record, fields: Mapping[str, Any], resolve: Resolve) -> dict[str, Any]:
    """Fields as the classes want them. Whatever is left out or an empty list is not there at all for them."""
    known = {field.name: field for field in record.fields}
    return {
        name: _argument(known[name], value, resolve)
        for name, value in fields.items()
        if value is not None and value not in ([], ())
    }


def _argument(field: Field, value: Any, resolve: Resolve) -> Any:
    if value is NIL:
        return Null
    if field.is_list:
        return [_single(field, one, resolve) for one in value]
    return _single(field, value, resolve)


def _single(field: Field, value: Any, resolve: Resolve) -> Any:
    if isinstance(field.type, Record):
        arguments = _arguments(field.type, value, resolve)
        return arguments if field.type.inline else _class(broadworks_ocip.types, field.type.name)(**arguments)
    if isinstance(value, SecretReference | AudioReference) and isinstance(field.type, Plain):
        return resolve(value, field.type)
    return value
