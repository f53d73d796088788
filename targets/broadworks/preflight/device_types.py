"""Telephones: their type is one that the platform has, and there are as many lines as users on them."""

from collections import Counter

from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answer_checks import NOT_ALLOWED, number_in
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.queries import Answer, Query
from nummerplan.targets.broadworks.parts.telephones.telephone_lines import FIRST, all_lines
from nummerplan.targets.broadworks.preflight.preflight_context import PreflightContext

_TYPES = "SystemDeviceTypeGetAvailableListRequest22V2"
_ALL_TELEPHONES = dict.fromkeys(
    ("allow_conference", "allow_music_on_hold", "only_conference", "only_video_capable", "only_optional_ip_address"),
    False,
)
_DEVICE = "GroupAccessDeviceGetRequest24V3"


def check_devices(context: PreflightContext) -> ReadSteps[None]:
    """Ask for the types of new telephones, and for the lines of those that get more users."""
    new = {
        change.identity.name: change.after
        for change in context.changes.changes
        if change.identity.kind == "device"
        and change.after is not None
        and (change.before is None or any(found.setting == "model" for found in change.settings))
    }
    before, after = _lines(context, later=False), _lines(context, later=True)
    fuller = sorted(name for name, lines in after.items() if lines > before[name])
    old = [name for name in fuller if name not in new]
    if not new and not old:
        return
    group = {"service_provider_id": context.site.service_provider, "group_id": context.site.group}
    types, *devices = yield [
        Query(_TYPES, _ALL_TELEPHONES, (NOT_ALLOWED,)),
        *(Query(_DEVICE, {**group, "device_name": name}) for name in old),
    ]
    ports = {name: _ports(answer) for name, answer in zip(old, devices, strict=True)}
    if context.is_known(types, say("types of telephones")):
        about = dict(zip(types.all("deviceType"), types.parts("typeInfo"), strict=False))
        for name, found in new.items():
            model = str(found.settings.get("model"))
            if model not in about:
                text = say(
                    "the platform has no type of telephone that is called {type}; name one that it has in"
                    " device_types of its settings",
                    type=model,
                )
                context.refuse(found.where("model"), text)
            else:
                ports[name] = number_in(about[model].text("numberOfPorts"))
    for name in fuller:
        most = ports.get(name)
        if most is not None and after[name] > most:
            text = say(
                "telephone {name} has room for {most} users, and {count} would share it; give them telephones of their"
                " own, or another model",
                name=name,
                most=most,
                count=after[name],
            )
            context.refuse(_where(context, name), text)


def _lines(context: PreflightContext, later: bool) -> Counter[str]:
    """How many users each telephone has."""
    users = context.platform.of_kind("user")
    found = context.later.values() if later else users
    having = [*found, *context.made] if later else [*found]
    return Counter(line.device for one in having if one.identity.kind == "user" for line in all_lines(one))


def _ports(answer: Answer) -> int | None:
    """How many lines a telephone has; None is as many as one likes."""
    ports = answer.first("numberOfPorts")
    return number_in(ports.text("quantity")) if ports is not None else None


def _where(context: PreflightContext, name: str) -> tuple[str | int, ...]:
    """Where the plan gives the last of its users the telephone."""
    users = [found for found in context.wanted.of_kind("user") if name in (line.device for line in all_lines(found))]
    return users[-1].where(FIRST) if users else ()
