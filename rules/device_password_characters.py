"""A device password has characters that do not arrive at the phone unchanged.

Most phones read their configuration line by line, or as XML, and take the user name and password from an
address. `:`, `@`, `/` and `%` mean something in an address, `&`, `<`, `>` and quotes in XML, `#` begins a
comment, and a space is dropped. Letters with accents depend on the phone. Use letters, digits and `- _ .
! ? * + =`.

What stands behind `!secret` is judged as soon as a provider of secrets is named (`compile`, `plan`, `deploy`), before
anything is written or sent. A password in plain text is the greater mistake, and is reported alone. No message says
which characters a password has.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.password import wrong_for_telephone

ABOUT = About(
    code="NP605",
    level=Level.WARNING,
    manual="6.6.1",
    gives_way_to=("secret-in-plain-text",),
    of_secrets=True,
    bad="""
users:
  receptie:
    devices:
      - model: yealink-t54w
        password: Geh3im:@9  # <-
""",
    good="""
users:
  receptie:
    devices:
      - model: yealink-t54w
        password: !secret devices/receptie
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Known passwords that a phone reads from its configuration."""
    for user, place, device in linked.devices:
        for key in ("password", "sip_password"):
            password = linked.secret_text(getattr(device, key))
            if password is not None and wrong_for_telephone(password):
                yield Finding(
                    user.at("devices", place, key),
                    say("this password has characters that not every phone takes"),
                    help=say("use letters, digits and - _ . ! ? * + ="),
                )
