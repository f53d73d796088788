"""The first plan of a company: small, complete and clean, to be grown by hand."""

from nummerplan.compiler.text.plan_yaml import plan_yaml
from nummerplan.model.plan.plan import FORMAT_VERSION, Plan

HEADER = """\
# The telephone plan of {name}. Check it with: nummerplan check
# The keys are explained by: nummerplan explain KEY
"""


def plan_template(name: str, number: str, country: str, language: str) -> str:
    """The text of a plan with one person, office hours, holidays and a mailbox for the night."""
    dutch = language == "nl"
    plan = Plan.model_validate(
        {
            "nummerplan": FORMAT_VERSION,
            "company": {
                "name": name,
                "main_number": number,
                "country": country,
                "language": language,
                "business_hours": "office",
                "holidays": "public",
                "night_forwarding": {"mode": "schedule", "to": "999"},
            },
            "numbers": [number],
            "schedules": {"office": {"mon-fri": "08:30-17:30"}},
            "holidays": {"public": {"public": country}},
            "users": {
                "receptie" if dutch else "reception": {
                    "first_name": "Eerste" if dutch else "First",
                    "last_name": "Receptie" if dutch else "Reception",
                    "extension": "201",
                    "number": number,
                    "devices": [{"model": "generic-sip"}],
                    "voicemail": {
                        "email": "receptie@example.org" if dutch else "reception@example.org",
                        "when": ["busy", "no_answer"],
                    },
                }
            },
            "mailboxes": {"company": {"extension": "999", "email": "info@example.org"}},
        }
    )
    # A comment is one line, and what YAML does not have it has not in comments either.
    shown = " ".join("".join(one if one.isprintable() else " " for one in name).split())
    return HEADER.format(name=shown) + plan_yaml(plan)
