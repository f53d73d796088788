"""A default holds what only one object can have.

`defaults` fills in what objects of a section leave open. An extension, a number, a MAC address or a
username belongs to one object alone: filled in everywhere, every object after the first would clash with
it. Write it at the object.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP018",
    level=Level.ERROR,
    bad="""
defaults:
  users:
    number: 088-7654000  # <-
    voicemail: {when: [busy, no_answer]}
""",
    good="""
defaults:
  users:
    voicemail: {when: [busy, no_answer]}
users:
  receptie:
    number: 088-7654000
""",
)

_EVERYWHERE = ("extension", "number", "extra_numbers", "renamed_from")
_IDENTITY = {
    "users": (*_EVERYWHERE, "first_name", "infix", "last_name", "username", "devices"),
    "hunt_groups": (*_EVERYWHERE, "name", "members"),
    "auto_attendants": (*_EVERYWHERE, "name"),
    "mailboxes": (*_EVERYWHERE, "name"),
}


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Identity in `defaults`, section by section."""
    for section, keys in _IDENTITY.items():
        written = getattr(linked.plan.defaults, section)
        if written is None:
            continue
        for key in keys:
            if key in written.model_fields_set:
                yield Finding(
                    ("defaults", section, key),
                    say("{key} belongs to one object alone and cannot be a default", key=key),
                    on_key=True,
                    help=say("write it at the object in {section} that it is for", section=section),
                )
