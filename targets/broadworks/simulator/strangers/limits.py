"""How much the platform takes from one client, so that it is still there for the others."""

from dataclasses import dataclass

from nummerplan.targets.broadworks.simulator.documents.elements import MOST_BYTES


@dataclass(frozen=True)
class Limits:
    """Limits for connections, documents and wrong passwords; the smaller ones are for who has not logged in yet."""

    connections: int = 256
    """Connections at the same time, on all ports together; one more is closed at once."""
    connections_before_login: int = 64
    """So many of them without a login; for one more the one that has waited longest is closed."""
    grace: float = 1.0
    """Seconds that a connection without a login is left alone, however many others wait."""
    seconds_to_log_in: float = 30.0
    """From the beginning of a connection, or from a logout."""
    documents_before_login: int = 100
    bytes_before_login: int = 16 * 1024
    most_bytes: int = MOST_BYTES
    head_bytes: int = 16 * 1024
    """The request line and the headers of an HTTP request."""
    seconds_for_document: float = 120.0
    """From the first byte of a document to its last, after a login."""
    idle_seconds: float = 3600.0
    """Between two documents, after a login."""
    wrong_in_a_row: int = 5
    """So many wrong passwords disable a login."""
    disabled_seconds: float = 300.0
    wrong_from_address: int = 10
    """So many wrong passwords in a minute are answered at once to an address; those after them wait."""
    wrong_pause: float = 1.0
    """Seconds that they wait."""
