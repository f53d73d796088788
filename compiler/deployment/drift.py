"""What a platform holds otherwise than a plan wants it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nummerplan.compiler.deployment.planning.compare_tenants import compare
from nummerplan.compiler.deployment.planning.manual_switches import Switches, keep_overrides
from nummerplan.compiler.deployment.planning.plan_changes import DefectsError, Job
from nummerplan.compiler.deployment.report.setting_text import Wording
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.deployment import Override
from nummerplan.model.deployment.platform import Connection, Progress, Registration
from nummerplan.model.deployment.tenant import Identity, Tenant
from nummerplan.model.document import Document
from nummerplan.model.message import Message, say


@dataclass(frozen=True)
class Drift:
    """The changes that would bring the platform back, and what is otherwise by somebody's hand, as it may be.

    `registered` says of each user with a telephone which of them are registered; None when nobody asked.
    """

    tenant: str
    wanted: Tenant
    platform: Tenant
    changes: ChangeSet
    overrides: tuple[Override, ...] = ()
    registered: Mapping[Identity, Sequence[Registration]] | None = field(default=None)


def drift(
    job: Job, connection: Connection, deployed: Switches, status: bool, progress: Progress | None = None
) -> Drift:
    """Read the platform and compare. Secrets cannot be read, so nothing is said of them. Raises `DefectsError`."""
    wanted = job.provisioning.wanted(job.bench, job.site)
    if wanted.defects:
        raise DefectsError(wanted.defects)
    platform = connection.read(wanted.tenant, progress)
    goal, overrides = keep_overrides(wanted.tenant, platform, deployed)
    changes = compare(platform, goal, lambda *_: False)
    registered = None
    if status:
        users = (found for found in platform.of_kind("user") if found.identity in wanted.tenant.objects)
        with_telephone = [found.identity for found in users if found.settings.get("device")]
        registered = connection.registrations(with_telephone) if with_telephone else {}
    return Drift(job.site.tenant, wanted.tenant, platform, changes, overrides, registered)


def drift_lines(found: Drift, wording: Wording) -> Iterator[Message]:
    """The differences in sentences."""
    yield (
        say("{tenant}: the platform differs from the plan", tenant=found.tenant)
        if found.changes
        else say("{tenant}: the platform is as the plan wants it", tenant=found.tenant)
    )
    for change in found.changes.changes:
        yield from _lines(change, wording)
    for override in found.overrides:
        kind, setting = override.identity.kind, override.setting
        yield say(
            "  {title}: {setting} was set to {held} by hand (plan: {planned})",
            title=wording.title(override.identity),
            setting=setting,
            held=wording.value(kind, setting, override.held),
            planned=wording.value(kind, setting, override.planned),
        )
    for identity, registrations in (found.registered or {}).items():
        devices = ", ".join(sorted({registration.device for registration in registrations}))
        title = wording.title(identity)
        yield (
            say("  {title}: registered: {devices}", title=title, devices=devices)
            if registrations
            else say("  {title}: no telephone is registered", title=title)
        )


def drift_json(found: Drift, document: Document) -> dict[str, Any]:
    """The differences for monitoring."""
    data: dict[str, Any] = {
        "tenant": found.tenant,
        "plan": document.name,
        "differences": [_difference(change, document) for change in found.changes.changes],
        "by_hand": [
            {
                "kind": o.identity.kind,
                "name": o.identity.name,
                "setting": o.setting,
                "platform": o.held,
                "plan": o.planned,
            }
            for o in found.overrides
        ],
    }
    if found.registered is not None:
        data["registered"] = [
            {"user": identity.name, "telephones": [registration._asdict() for registration in registrations]}
            for identity, registrations in found.registered.items()
        ]
    return data


def _lines(change: Change, wording: Wording) -> Iterator[Message]:
    if change.before is None:
        yield say("  {title} is missing on the platform", title=wording.title(change.identity))
    elif change.after is None:
        yield say("  {title} is on the platform and not in the plan", title=wording.title(change.identity))
    else:
        title = wording.title(change.after)
        if change.action == "rename":
            yield say("  {title} is still named {name} on the platform", title=title, name=change.before.identity.name)
        for setting in change.settings:
            yield say(
                "  {title}: {setting} is {held}, the plan says {planned}",
                title=title,
                setting=setting.setting,
                held=wording.value(change.identity.kind, setting.setting, setting.old),
                planned=wording.value(change.identity.kind, setting.setting, setting.new),
            )


_WORDS = {"create": "missing", "delete": "extra", "change": "different", "rename": "renamed"}


def _difference(change: Change, document: Document) -> dict[str, Any]:
    found = change.before if change.action == "rename" and change.before else None
    data: dict[str, Any] = {"kind": change.identity.kind, "name": change.identity.name, "is": _WORDS[change.action]}
    if found is not None:
        data["platform_name"] = found.identity.name
    if change.after is not None:
        data |= {"key": change.after.key, "place": str(document.span(change.after.route))}
        data["settings"] = [
            {
                "setting": s.setting,
                "platform": s.old,
                "plan": s.new,
                "place": str(document.span(change.after.where(s.setting))),
            }
            for s in change.settings
        ]
    return data
