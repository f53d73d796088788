"""An object leaves a setting to the platform that it does not have.

`unmanaged` names own settings of the object, by their keys, that a deployment neither writes nor removes. A word that
is no setting of such an object leaves nothing to the platform: what was meant is written over with the next deployment.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.plan.fields.setting import FOR_DEPLOYMENTS, Entity
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.rules.analysis.spelling import Speller

ABOUT = About(
    code="NP021",
    level=Level.ERROR,
    bad="""
users:
  receptie:
    extension: 209
    unmanaged: [overflow]  # <-
hunt_groups:
  support:
    extension: 102
    members: [receptie]
    unmanaged:
      - night_forwarding
      - overfow  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    unmanaged: [night_forwarding, voicemail]
hunt_groups:
  support:
    extension: 102
    members: [receptie]
    unmanaged: [overflow]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Compare each name with the settings of its object; what the defaults say is for every object of the section."""
    for entity in linked.objects():
        if unmanaged := getattr(entity, "unmanaged", None):
            default = getattr(linked.plan.defaults, entity.section)
            if default is None or default.unmanaged is not unmanaged:
                yield from _unknown(unmanaged, entity.at("unmanaged"), type(entity))
    for section in type(linked.plan.defaults).model_fields:
        default = getattr(linked.plan.defaults, section)
        if default is not None:
            yield from _unknown(default.unmanaged, ("defaults", section, "unmanaged"), type(default))


def _unknown(names: list[str], route: Route, kind: type[Entity]) -> Iterator[Finding]:
    known = [name for name in kind.model_fields if name not in FOR_DEPLOYMENTS]
    for place, name in enumerate(names):
        if name in known:
            continue
        meant = Speller(known).nearest(name)
        fix = Fix(say("write {meant}", meant=meant), (SetValue((*route, place), meant),), safe=False) if meant else None
        yield Finding(
            (*route, place),
            say("{name} is no setting that can be left to the platform here", name=name),
            help=say("did you mean {meant}?", meant=meant)
            if meant
            else say("the settings here are {names}", names=", ".join(known)),
            fix=fix,
        )
