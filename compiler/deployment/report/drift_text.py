"""What a platform holds otherwise than its plan, for people."""

from collections.abc import Iterator

from nummerplan.compiler.deployment.report.setting_text import SettingText
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.drift import Drift
from nummerplan.model.message import Message, say


def drift_lines(drift: Drift, linked: LinkedPlan) -> Iterator[Message]:
    """A line for each difference, for each switch that was set by hand, and for each user who was asked about."""
    text = SettingText(linked, drift.wanted, drift.platform)
    yield (
        say("{tenant}: the platform differs from the plan", tenant=drift.tenant)
        if drift.changes
        else say("{tenant}: the platform is as the plan wants it", tenant=drift.tenant)
    )
    for change in drift.changes.changes:
        yield from _change_lines(change, text)
    for switch in drift.manual_switches:
        kind, setting = switch.identity.kind, switch.setting
        yield say(
            "  {title}: {setting} was set to {held} by hand (plan: {planned})",
            title=text.title(switch.identity),
            setting=setting,
            held=text.value(kind, setting, switch.held),
            planned=text.value(kind, setting, switch.planned),
        )
    for identity, registrations in (drift.registered or {}).items():
        devices = ", ".join(sorted({registration.device for registration in registrations}))
        title = text.title(identity)
        yield (
            say("  {title}: registered: {devices}", title=title, devices=devices)
            if registrations
            else say("  {title}: no telephone is registered", title=title)
        )


def _change_lines(change: Change, text: SettingText) -> Iterator[Message]:
    if change.before is None:
        yield say("  {title} is missing on the platform", title=text.title(change.identity))
    elif change.after is None:
        yield say("  {title} is on the platform and not in the plan", title=text.title(change.identity))
    else:
        title = text.title(change.after)
        if change.action == "rename":
            yield say("  {title} is still named {name} on the platform", title=title, name=change.before.identity.name)
        for setting in change.settings:
            yield say(
                "  {title}: {setting} is {held}, the plan says {planned}",
                title=title,
                setting=setting.setting,
                held=text.value(change.identity.kind, setting.setting, setting.old),
                planned=text.value(change.identity.kind, setting.setting, setting.new),
            )
