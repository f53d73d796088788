"""A secret stands in the plan in plain text.

A plan is read in pull requests, kept in version control for years and copied to laptops; everybody who
ever sees it has the password. Write a reference, `!secret users/receptie/password`, and keep the secret
where secrets are kept. Checking never needs it; deploying asks a provider for it.

A password that has been in a repository stays in its history: change it as well. `--unsafe-fixes` writes
the reference, but cannot put the secret anywhere.
"""

import re
from collections.abc import Iterator
from typing import Any

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.plan.fields.secret_fields import written_secrets
from nummerplan.model.plan.plan import Plan
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
    """Every secret of the plan that is text; those of a default are reported once, where the default stands."""
    for route, _ in written_secrets(linked.plan, "by_reference", plain=True):
        if not _from_defaults(route, linked.plan):
            yield _finding(route, _name(route, linked.plan))


def _from_defaults(route: Route, plan: Plan) -> bool:
    """Whether an object took a value from the defaults: of a list all of it or nothing."""
    section, *steps = route
    own: Any = getattr(plan, str(section))
    given: Any = getattr(plan.defaults, str(section), None)
    for place, step in enumerate(steps):
        own = _part(own, step)
        given = _part(given, step) if place else given  # the first step names the object
        if given is None or (isinstance(own, list) and own is not given):
            return False
    return bool(own == given)


def _name(route: Route, plan: Plan) -> str:
    """Where the secret might be kept: under its route; one of a list by its kind and the list's owner."""
    if route[0] == "defaults":
        return f"defaults/{route[-1]}"
    match route:
        case (*owner, str(listed), int(place), str(key)) if owner:
            kind = key.removesuffix("password").rstrip("_") or listed
            several = len(_value(plan, (*owner, listed))) > 1
            return f"{kind}/{owner[-1]}/{place + 1}" if several else f"{kind}/{owner[-1]}"
    return "/".join(map(str, route))


def _value(plan: Plan, route: Route) -> Any:
    found: Any = plan
    for step in route:
        found = _part(found, step)
    return found


def _part(value: Any, step: str | int) -> Any:
    if isinstance(step, int) or isinstance(value, dict):
        return value[step]
    return getattr(value, step, None)


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
