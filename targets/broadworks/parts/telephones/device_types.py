"""Types of telephones as the platform calls them, and the telephones of a user as a plan has them."""

from collections.abc import Mapping
from typing import Any

from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, TenantObject
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.phone_catalogue import GENERIC
from nummerplan.targets.broadworks.object_kind import PlanBuilder
from nummerplan.targets.broadworks.parts.telephones.telephone_lines import Line, all_lines

ANY_TELEPHONE = "Generic SIP Phone"
"""The device type of a telephone that people set up by hand (manual 6.6.2)."""


def device_types(site: Site) -> Mapping[str, str]:
    """The platform's type of each model that the project's settings of the platform name."""
    found = site.settings.get("device_types", {})
    return found if isinstance(found, Mapping) else {}


def devices_of(user: TenantObject, builder: PlanBuilder) -> list[dict[str, Any]]:
    """The telephones of a user of the platform, as a plan has them among his devices, the first one first."""
    return [device for line in all_lines(user) if (device := _device(user, line, builder)) is not None]


def _device(user: TenantObject, line: Line, builder: PlanBuilder) -> dict[str, Any] | None:
    found = builder.tenant.objects.get(Identity("device", line.device))
    if found is None:
        builder.cannot_say(user.identity)
        return None
    name, key = found.identity.name, builder.keys[user.identity]
    models = {device_type: model for model, device_type in device_types(builder.site).items()}
    model = models.get(str(found.settings["model"]), GENERIC.key)
    device: dict[str, Any] = {"model": model}
    if name != f"{key}-{model}":
        device["name"] = name
    if mac := found.settings.get("mac"):
        device["mac"] = ":".join(str(mac)[place : place + 2] for place in range(0, 12, 2))
    if username := found.settings.get("username"):
        device |= {"password": Secret(f"devices/{name}")} | ({"username": username} if username != name else {})
    if line.line_port != f"{name}@{builder.site.domain}":
        device["sip_username"] = line.line_port.removesuffix(f"@{builder.site.domain}")
    if serial := found.settings.get("serial"):
        device["serial"] = serial
    if (number := builder.line_number(name)) > 1:
        device["line"] = number
    return device
