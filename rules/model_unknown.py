"""The model of a telephone is not in the catalogue.

A phone gets the configuration of its model, so the name must be one of the catalogue: vendor and type, as
in `yealink-t54w`. A phone that is not listed there can be set up by hand as `generic-sip`.
"""

from collections.abc import Iterable, Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.plan.phone_catalogue import GENERIC
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.rules.analysis.spelling import Speller

ABOUT = About(
    code="NP606",
    level=Level.ERROR,
    manual="6.6.1",
    bad="""
users:
  receptie:
    devices: [{model: yealnik-t54w}]  # <-
  verkoop:
    devices: [{model: T54W}]  # <-
""",
    good="""
users:
  receptie:
    devices: [{model: yealink-t54w}]
  verkoop:
    devices: [{model: generic-sip}]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Models that the catalogue does not have."""
    models = linked.phone_catalogue.models
    meant: dict[str, str | None] = {}
    speller = None
    for user, place, device in linked.devices:
        if device.model in models:
            continue
        if device.model not in meant:
            speller = speller or Speller(models)
            meant[device.model] = _by_type(device.model, models) or speller.nearest(device.model)
        yield _finding(user.at("devices", place, "model"), device.model, meant[device.model])


def _by_type(text: str, models: Iterable[str]) -> str | None:
    """The model whose type alone was written: `T54W`, or `SIP-T54W` as on the label."""
    plain = text.lower().removeprefix("sip-").replace(" ", "-")
    found = [key for key in models if key.partition("-")[2] == plain]
    return found[0] if len(found) == 1 else None


def _finding(where: Route, written: str, meant: str | None) -> Finding:
    message = say("{model} is not a model of the catalogue", model=written)
    if meant is None:
        return Finding(
            where,
            message,
            help=say("a phone that is not in the catalogue is set up by hand as {generic}", generic=GENERIC.key),
        )
    fix = Fix(say("write {meant}", meant=meant), (SetValue(where, meant),), safe=meant == written.lower())
    return Finding(where, message, help=say("did you mean {meant}?", meant=meant), fix=fix)
