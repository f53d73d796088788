"""Limits of the platform that a plan can break, reported at the setting that breaks them."""

from nummerplan.model.message import say
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.object_kind import PlanContext

NAME = 30
"""Letters of a name of a person, a group or a menu."""
USER_ID = 161
RINGS = frozenset({0, *range(2, 21)})
"""How often it may ring before a forward or a voicemail takes the call; once is not possible."""


def fits(context: PlanContext, route: Route, text: str | None, most: int) -> None:
    """Refuse a text that is too long for the platform."""
    if text is not None and len(text) > most:
        context.refuse(
            route,
            say("BroadWorks takes at most {most} characters here; these are {count}", most=most, count=len(text)),
        )


def rings_fit(context: PlanContext, route: Route, rings: int) -> None:
    """Refuse a number of rings that the platform does not take."""
    if rings not in RINGS:
        context.refuse(
            route,
            say("BroadWorks takes 0 rings or 2 to 20 here, not {rings}", rings=rings),
        )
