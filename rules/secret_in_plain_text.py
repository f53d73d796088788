"""A secret stands in the plan in plain text.

A plan is read in pull requests, kept in version control for years and copied to laptops; everybody who
ever sees it has the password. Write a reference, `!secret users/receptie/password`, and keep the secret
where secrets are kept. Checking never needs it; deploying asks a provider for it.

A password that has been in a repository stays in its history: change it as well. `--unsafe-fixes` writes
the reference, but cannot put the secret anywhere.
"""

import re
from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, Placed
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP009",
    level=Level.ERROR,
    bad="""
users:
  receptie:
    extension: 209
    password: Welkom01!  # <-
    devices:
      - model: yealink-t54w
        password: Geh3im!  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    password: !secret users/receptie/password
    devices:
      - model: yealink-t54w
        password: !secret devices/receptie
""",
)

_PLAIN_NAME = re.compile(r"[\w-]+")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Every password and PIN that is text; those of a default are reported once, where the default stands."""
    default = linked.plan.defaults.users
    if default:
        yield from _of_defaults(default)
    for user in linked.plan.users.values():
        if isinstance(user.password, str) and not (default and default.password == user.password):
            yield _finding(user.at("password"), f"users/{user.key}/password")
        if isinstance(user.pin, str) and not (default and default.pin == user.pin):
            yield _finding(user.at("pin"), f"users/{user.key}/pin")
    for placed in linked.devices:
        device = placed.device
        if isinstance(device.password, str) or isinstance(device.sip_password, str):
            yield from _of_device(placed, default)
    for person in linked.plan.portal_users.values():
        if isinstance(person.password, str):
            yield _finding(person.at("password"), f"portal_users/{person.key}/password")


def _of_device(placed: Placed, default: User | None) -> Iterator[Finding]:
    user = placed.user
    if default and default.devices is user.devices:
        return
    name = user.key if len(user.devices) == 1 else f"{user.key}/{placed.place + 1}"
    for key, kind in (("password", "devices"), ("sip_password", "sip")):
        if isinstance(getattr(placed.device, key), str):
            yield _finding((*placed.route, key), f"{kind}/{name}")


def _of_defaults(default: User) -> Iterator[Finding]:
    route = ("defaults", "users")
    for key in ("password", "pin"):
        if isinstance(getattr(default, key), str):
            yield _finding((*route, key), f"defaults/{key}")
    for place, device in enumerate(default.devices):
        for key in ("password", "sip_password"):
            if isinstance(getattr(device, key), str):
                yield _finding((*route, "devices", place, key), f"defaults/{key}")


def _finding(where: Route, name: str) -> Finding:
    fix = None
    if all(_PLAIN_NAME.fullmatch(part) for part in name.split("/")):
        message = say("write !secret {name}; the secret itself must be stored and changed by hand", name=name)
        fix = Fix(message, (SetValue(where, f"!secret {name}"),), safe=False)
    return Finding(
        where,
        say("a secret stands here in plain text"),
        help=say("write a reference: !secret {name}", name=name),
        fix=fix,
    )
