"""Documents: up to fifteen commands each, as they are sent."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from lxml import etree

from nummerplan.model.deployment.platform import Operation
from nummerplan.targets.broadworks.client.command import Placeholders, Resolve, append
from nummerplan.targets.broadworks.client.profile import DEFAULT
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.protocol import INSTANCE, MOST_COMMANDS, NAMESPACE

ENCODING = "ISO-8859-1"
"""What the platform writes and reads; other letters travel as numbers (`&#322;`)."""

SESSION = "nummerplan"
"""The session id in documents that are files."""

CommandT = TypeVar("CommandT", Operation, Query)


def document(
    commands: Iterable[Operation | Query],
    session: str = SESSION,
    release: str = DEFAULT,
    resolve: Resolve | None = None,
) -> bytes:
    """The bytes of a document. Raises `PlatformError` for a command that the platform would refuse.

    Without `resolve` secrets and recordings are marks in their places. Equal commands give equal bytes.
    """
    root = etree.Element(f"{{{NAMESPACE}}}BroadsoftDocument", {"protocol": "OCI"}, _NAMESPACES)
    etree.SubElement(root, "sessionId", {}, {None: "", "xsi": INSTANCE}).text = session
    for command in commands:
        append(root, command, release, resolve or Placeholders())
    return etree.tostring(root, xml_declaration=True, encoding=ENCODING)


def split(operations: Sequence[Operation], most: int = MOST_COMMANDS) -> list[Sequence[Operation]]:
    """Operations as documents, in their order; those that belong together stay in one.

    Raises `ValueError` for more operations that belong together than fit into one document.
    """
    documents: list[list[Operation]] = []
    for group in _together(operations):
        if len(group) > MOST_COMMANDS:
            raise ValueError("too many operations belong together")
        if documents and len(documents[-1]) + len(group) <= most:
            documents[-1].extend(group)
        else:
            documents.append(list(group))
    return list(documents)


def _together(operations: Sequence[Operation]) -> list[list[Operation]]:
    groups: list[list[Operation]] = []
    for operation in operations:
        if groups and operation.together and operation.together == groups[-1][-1].together:
            groups[-1].append(operation)
        else:
            groups.append([operation])
    return groups


_NAMESPACES: dict[str | None, str] = {None: NAMESPACE, "xsi": INSTANCE}
