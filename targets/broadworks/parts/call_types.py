"""Which of the platform's call types hold which class of numbers: a table of the platform, which the project repeats.

`[platforms.NAME]` has `call_types = {mobile = "specialServicesI", 0900 = "premiumServicesI"}`; without it only
`international` is known.
"""

from collections.abc import Iterable, Mapping
from typing import get_args

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.platform import PlatformError, Site
from nummerplan.model.deployment.tenant import Value
from nummerplan.model.message import Message, say
from nummerplan.model.plan.company import Barring
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.answer_checks import chosen
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.loss_kinds import SHARED_CALL_TYPE, UNKNOWN_CALL_TYPE
from nummerplan.targets.broadworks.object_kind import PlanContext
from nummerplan.targets.broadworks.protocol import python_name

CLASSES: tuple[Barring, ...] = get_args(Barring)
_OTHERWISE = (
    "Authorization Code Required",
    *(f"Transfer To {place} Transfer Number" for place in ("First", "Second", "Third")),
)
_BLOCKS: Mapping[str, bool | str] = {
    "Disallow": True,
    "false": True,
    "true": False,
    "Allow": False,
    **{word: word for word in _OTHERWISE},
}
"""What a permission says, and whether it blocks; what is neither so nor so is shown as the platform says it."""
USUAL = {"international": "international"}


def call_types(site: Site) -> Mapping[str, str]:
    """The call type (as the protocol names it) of each class of numbers that has one."""
    table = site.settings.get("call_types")
    given = {str(name): str(kind) for name, kind in table.items()} if isinstance(table, Mapping) else {}
    types = USUAL | given
    return {name: types[name] for name in CLASSES if name in types}


def blocked(context: PlanContext, classes: Iterable[Barring], route: Route) -> tuple[str, ...]:
    """The classes that will be blocked: those that the platform distinguishes. The rest is a loss."""
    types, wished = call_types(context.site), set(classes)
    alike = {name: sorted(one for one in wished if types.get(one) == types[name]) for name in CLASSES if name in types}
    found = tuple(name for name in CLASSES if alike.get(name))
    blocked_there = PlanEdit(route, list(found))
    for name in CLASSES:
        if name in wished and name not in types:
            context.lose_once(route, _unknown(context, name), UNKNOWN_CALL_TYPE, blocked_there)
        elif name in found and name not in wished:
            context.lose_once(route, _together(context, name, alike[name][0]), SHARED_CALL_TYPE, blocked_there)
    return found


def _unknown(context: PlanContext, name: str) -> Message:
    return say(
        "which call type of {platform} holds {name} numbers is not known; name it in call_types of the project",
        platform=context.site.name,
        name=name,
    )


def _together(context: PlanContext, name: str, other: str) -> Message:
    return say(
        "{platform} blocks {name} numbers together with {other}, as they are of one call type",
        platform=context.site.name,
        name=name,
        other=other,
    )


def originating(site: Site, classes: Value) -> dict[str, str]:
    """What may be dialled, as fields of the command."""
    return {field: "Disallow" if bad else "Allow" for field, bad in _by_type(site, classes).items()}


def redirecting(site: Site, classes: Value) -> dict[str, bool]:
    """Where calls may be forwarded to, as fields of the command."""
    return {field: not bad for field, bad in _by_type(site, classes).items()}


def _by_type(site: Site, classes: Value) -> dict[str, bool]:
    names = classes if isinstance(classes, tuple) else ()
    found: dict[str, bool] = {}
    for name, kind in call_types(site).items():
        field = python_name(kind)
        found[field] = found.get(field, False) or name in names
    return found


def read_blocked(site: Site, answer: Answer | None, part: str) -> tuple[str, ...]:
    """The classes that permissions (originating or redirecting) block; none where the group cannot block any.

    Raises `PlatformError` for an answer that does not say it of each.
    """
    permissions = answer.first(part) if answer is not None else None
    if answer is None:
        return ()
    if permissions is None:
        raise PlatformError(say("the platform's answer has no {table}", table=part))
    found = ((name, chosen(permissions, kind, _BLOCKS)) for name, kind in call_types(site).items())
    return tuple(name if blocks is True else f"{name}: {blocks}" for name, blocks in found if blocks)


def plan_classes(blocked: Value) -> list[str]:
    """The classes of numbers in what was read, as a plan has them."""
    return [name for name in CLASSES if isinstance(blocked, tuple) and name in blocked]
