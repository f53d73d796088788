"""More keys are programmed than the telephone has.

The keys at the end of the list appear nowhere, and the people on them cannot be seen or reached by a key.
Counted are the keys of the phone on all its pages and those of as many expansion modules as it takes; for
models whose figures are not known, nothing is compared.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.phone_catalogue import PhoneModel
from nummerplan.model.rule import About

ABOUT = About(
    code="NP608",
    level=Level.WARNING,
    bad="""
users:
  receptie:
    devices:
      - model: yealink-t31p
        keys: [verkoop, support, 0612345678]  # <-
""",
    good="""
users:
  receptie:
    devices:
      - model: yealink-t31p
        keys: [verkoop, support]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """The number of keys against the most that the catalogue gives for the model."""
    for user, place, device in linked.devices:
        model = linked.phone_catalogue.models.get(device.model) if device.keys else None
        most = _most_keys(model) if model else None
        if most is not None and len(device.keys) > most:
            # The first key that there is no room for is the one to look at.
            yield Finding(
                user.at("devices", place, "keys", most),
                say(
                    "{count} keys: a {model} has {most} of them",
                    count=len(device.keys),
                    model=str(model),
                    most=most,
                ),
            )


def _most_keys(model: PhoneModel) -> int | None:
    if model.keys is None or model.modules is None:
        return None
    if model.modules == 0:
        return model.keys
    return None if model.module_keys is None else model.keys + model.modules * model.module_keys
