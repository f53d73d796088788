"""The platform's transfer to voicemail: a code that is dialled before an extension, to leave a message there."""

from nummerplan.model.deployment.platform import Site

USUAL = "*55"
"""What BroadWorks has for it unless its operator says otherwise."""
NONE = "none"


def transfer_code(site: Site) -> str:
    """The code of a platform: `voicemail_transfer` of its settings; nothing where it has none."""
    code = str(site.settings.get("voicemail_transfer", USUAL))
    return "" if code == NONE else code
