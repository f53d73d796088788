"""The first names that mark a company's mailboxes and fax boxes: people and boxes are users of the platform alike."""

MAILBOX = "Mailbox"
"""The first name of every mailbox, which no person has."""
FAX_BOX = "Faxbox"
"""The first name of every fax box."""


def is_mailbox(first_name: str | None) -> bool:
    """Whether a user with this first name is a mailbox or a fax box."""
    return first_name in (MAILBOX, FAX_BOX)
