"""Types of telephones as the platform calls them, and the telephone of a user as a plan has it."""

from collections.abc import Mapping
from typing import Any

from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, TenantObject
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.phone_catalogue import GENERIC
from nummerplan.targets.broadworks.object_kind import PlanBuilder

ANY_TELEPHONE = "Generic SIP Phone"
"""The device type of a telephone that people set up by hand (manual 6.6.2)."""


def device_types(site: Site) -> Mapping[str, str]:
    """The platform's type of each model that the project's settings of the platform name."""
    found = site.settings.get("device_types", {})
    return found if isinstance(found, Mapping) else {}


def devices_of(user: TenantObject, builder: PlanBuilder) -> list[dict[str, Any]]:
    """The telephone of a user of the platform, as a plan has it among his devices."""
    found = builder.tenant.objects.get(Identity("device", str(user.settings.get("device"))))
    if found is None:
        if user.settings.get("device"):
            builder.cannot_say(user.identity)
        return []
    name, key = found.identity.name, builder.keys[user.identity]
    models = {device_type: model for model, device_type in device_types(builder.site).items()}
    model = models.get(str(found.settings["model"]), GENERIC.key)
    line_port = user.settings.get("sip_username")
    device: dict[str, Any] = {"model": model}
    if name != f"{key}-{model}":
        device["name"] = name
    if mac := found.settings.get("mac"):
        device["mac"] = ":".join(str(mac)[place : place + 2] for place in range(0, 12, 2))
    if username := found.settings.get("username"):
        device |= {"password": Secret(f"devices/{name}")} | ({"username": username} if username != name else {})
    if isinstance(line_port, str) and line_port != f"{name}@{builder.site.domain}":
        device["sip_username"] = line_port.removesuffix(f"@{builder.site.domain}")
    if serial := found.settings.get("serial"):
        device["serial"] = serial
    if (line := builder.lines.get(user.identity, 1)) > 1:
        device["line"] = line
    return [device]
