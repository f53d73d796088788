"""An operator's own copy of the OCI schema, when there is one: documents are held against it before they are sent.

The schema is licensed and no part of nummerplan. libxml2 finds no type for an unprefixed `xsi:type` within
`xmlns=""`, so that an equal spelling with a prefix is judged.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from nummerplan.model.deployment.platform import Operation
from nummerplan.model.errors import SettingError
from nummerplan.model.message import Message, say
from nummerplan.targets.broadworks.client.command import StandIns
from nummerplan.targets.broadworks.client.envelope import document
from nummerplan.targets.broadworks.client.profile import DEFAULT
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.protocol import INSTANCE, NAMESPACE

MAIN_FILE = "OCISchemaAS.xsd"

_TYPE = f"{{{INSTANCE}}}type"


class OciSchema:
    """The schema of a folder. Raises `SettingError` when it has none that can be used."""

    def __init__(self, folder: Path) -> None:
        file = folder / MAIN_FILE
        if not file.is_file():
            raise SettingError(
                say("{folder} has no {file}, the schema's main file", folder=str(folder), file=MAIN_FILE)
            )
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        parser.resolvers.add(_Within(folder))
        try:
            self._schema = etree.XMLSchema(etree.parse(file, parser))
        except (etree.LxmlError, OSError) as problem:
            raise SettingError(
                say("{file} is no schema that can be used: {reason}", file=str(file), reason=_first_line(problem))
            ) from None

    def problems(self, commands: Sequence[Operation | Query], release: str = DEFAULT) -> list[Message]:
        """What the schema says against a document of these commands; empty when it is valid.

        Secrets and recordings are not in it, so that no sentence repeats them.
        """
        judged = _prefixed(document(commands, release=release, resolve=StandIns()))
        if self._schema.validate(judged):
            return []
        names = [command.get(_TYPE) for command in judged.iter("command")]
        lines = [command.sourceline or 0 for command in judged.iter("command")]
        found = []
        for error in self._schema.error_log:
            place = sum(line <= error.line for line in lines)
            request = names[place - 1] if place else "BroadsoftDocument"
            found.append(say("{request}: the schema says: {reason}", request=request, reason=_plain(error.message)))
        return found


class _Within(etree.Resolver):
    """Lets a schema include files of its own folder, and nothing from anywhere else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
        path = Path(str(system_url).removeprefix("file://")).resolve()
        if path.is_relative_to(self._folder) and path.is_file():
            return self.resolve_filename(str(path), context)
        raise OSError(f"{system_url} is not in the folder")


def _prefixed(written: bytes) -> etree._Element:
    """The same document with prefixes, each command on a line of its own so that errors lead to it."""
    given = etree.fromstring(written, etree.XMLParser(resolve_entities=False, no_network=True))
    root = etree.Element(given.tag, dict(given.attrib), {"C": NAMESPACE, "xsi": INSTANCE})
    for child in given:
        child.tail = "\n"
        root.append(child)
    etree.cleanup_namespaces(root)
    return etree.fromstring(etree.tostring(root))


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or ["unknown"])[0]


def _plain(message: str) -> str:
    """The reason without the marks of the namespace."""
    return re.sub(r"\{[^}]*\}", "", message)
