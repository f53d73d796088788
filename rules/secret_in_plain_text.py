"""A secret stands in the plan in plain text.

A plan is read in pull requests, kept in version control for years and copied to laptops; everybody who
ever sees it has the password. Write a reference, `!secret users/receptie/password`, and keep the secret
where secrets are kept. Checking never needs it; deploying asks a provider for it.

A password that has been in a repository stays in its history: change it as well. `--unsafe-fixes` writes
the reference, but cannot put the secret anywhere.
"""

import re
from collections.abc import Iterator

from nummerplan.model.case import Case
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.model.users import User

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


def check(case: Case) -> Iterator[Finding]:
    """Every password and PIN that is text; those of a default are reported once, where the default stands."""
    default = case.plan.defaults.users
    if default:
        yield from _of_user(default, ("defaults", "users"), "defaults", None)
    for user in case.plan.users.values():
        if user.password is not None or user.pin is not None or user.devices:
            yield from _of_user(user, user.route, user.key, default)
    for portal_user in case.plan.portal_users.values():
        if isinstance(portal_user.password, str):
            yield _finding(portal_user.at("password"), f"portal_users/{portal_user.key}/password")


def _of_user(user: User, route: Route, key: str, default: User | None) -> Iterator[Finding]:
    if isinstance(user.password, str) and not (default and default.password == user.password):
        yield _finding((*route, "password"), f"users/{key}/password")
    if isinstance(user.pin, str) and not (default and default.pin == user.pin):
        yield _finding((*route, "pin"), f"users/{key}/pin")
    if default and default.devices == user.devices:
        return
    for place, device in enumerate(user.devices):
        name = key if len(user.devices) == 1 else f"{key}/{place + 1}"
        if isinstance(device.password, str):
            yield _finding((*route, "devices", place, "password"), f"devices/{name}")
        if isinstance(device.sip_password, str):
            yield _finding((*route, "devices", place, "sip_password"), f"sip/{name}")


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
