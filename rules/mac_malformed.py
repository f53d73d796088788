"""This is not the MAC address of a telephone.

The exchange recognises a phone by this address when it asks for its configuration; a phone with any other
address gets none. It is twelve hexadecimal digits, 0 to 9 and A to F, and stands on the label of the
phone; colons, dashes and dots between them do not matter. The letter O is no digit.

An address of zeros, of ones, or of a group of devices belongs to no phone. One that software made up (its
second digit is 2, 6, A or E) is a warning: a softphone may have it, a desk phone does not.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.mac_address import is_blank, is_group, is_local, normalise_mac
from nummerplan.model.rule import About

ABOUT = About(
    code="NP601",
    level=Level.ERROR,
    manual="6.6.1",
    bad="""
users:
  receptie:
    devices:
      - {model: yealink-t54w, mac: 80:5E:CO:12:34:56}  # <-
      - {model: yealink-t54w, mac: 80:5E:C0:12:34}  # <-
      - {model: yealink-t54w, mac: 00:00:00:00:00:00}  # <-
""",
    good="""
users:
  receptie:
    devices:
      - {model: yealink-t54w, mac: 80:5E:C0:12:34:56}
      - {model: yealink-t54w, mac: 805ec0-123457}
""",
)

_HEX = frozenset("0123456789abcdefABCDEF")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Every MAC address, for its shape and its kind."""
    for user, place, device in linked.devices:
        if device.mac is None:
            continue
        digits = normalise_mac(device.mac)
        # All that is usual: a vendor's own address has an even first byte that is not local.
        if digits and digits[1] in "048c" and not is_blank(digits):
            continue
        where = user.at("devices", place, "mac")
        level = Level.WARNING if digits and is_local(digits) and not is_group(digits) else None
        message = _kind(digits) if digits else _shape(device.mac)
        yield Finding(where, message, help=say("copy the address from the label of the phone"), level=level)


def _kind(digits: str) -> Message:
    if is_blank(digits):
        return say("this MAC address is a blank; no phone has it")
    if is_group(digits):
        return say("this MAC address is one of a group; no phone has it")
    return say("this MAC address was made up by software; a desk phone has one of its vendor")


def _shape(text: str) -> Message:
    plain = "".join(character for character in text if character not in ":-. ")
    wrong = "".join(dict.fromkeys(character for character in plain if character not in _HEX))
    if wrong:
        return say("{mac} is not a MAC address: {wrong} is no hexadecimal digit", mac=text, wrong=wrong)
    return say("{mac} is not a MAC address: it has {count} digits, not 12", mac=text, count=len(plain))
