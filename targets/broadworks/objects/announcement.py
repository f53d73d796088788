"""Recordings in the group's repository: greetings and music that are files of the plan (manual 6.6.4, 6.8.3).

A platform does not give a recording back, so only its name can be compared; what was last written is remembered by
whoever deploys. Names are those of the files; recordings with other names were made by other hands and are let alone.
"""

from collections.abc import Collection, Iterator
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.model.message import say
from nummerplan.model.plan.audio_use import audio_uses
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.field_values import reference
from nummerplan.targets.broadworks.client.queries import Ask, Query
from nummerplan.targets.broadworks.object_kind import ChangeContext, Kind, Phase, PlanBuilder, PlanContext, Step
from nummerplan.targets.broadworks.parts.object_names import announcement_name, is_audio_file

NAME = "announcement"
LONGEST_NAME = 80
MEDIA_TYPE = "WAV"


def from_plan(context: PlanContext) -> Iterator[TenantObject]:
    """Every audio file that the plan plays, at the first place that names it."""
    first: dict[str, Route] = {}
    for use in audio_uses(context.plan):
        first.setdefault(use.file, use.route)
    for file, route in first.items():
        name = announcement_name(file)
        if len(name) > LONGEST_NAME:
            context.refuse(route, say("the file's path is longer than 80 characters: {name}", name=name))
        elif not is_audio_file(name):
            context.refuse(route, say("{name} has no ending that says what it is, such as .wav", name=name))
        yield TenantObject(
            Identity(NAME, name),
            {"media_type": MEDIA_TYPE},
            route=route,
            secrets={"content": context.audio(file)},
        )


def operations(change: Change, context: ChangeContext) -> Iterator[Step]:
    """The content goes out with a new recording, and again when the file has changed."""
    name = change.identity.name
    key = {"name": name, "media_file_type": MEDIA_TYPE}

    def command(request: str, **fields: Any) -> Operation:
        return Operation(change.identity, request, {**context.group, **fields}, reversible=change.before is None)

    if change.after is None:
        yield Phase.DELETE_AUDIO, command("GroupAnnouncementFileDeleteListRequest", announcement_file_key=[key])
        return
    secrets = context.secrets(change)
    if "content" not in secrets:
        return
    resource = {"description": name, "media_type": MEDIA_TYPE, "content": reference(secrets["content"])}
    if change.before is None:
        fields = {"announcement_file_name": name, "announcement_file": resource}
        yield Phase.AUDIO, command("GroupAnnouncementFileAddRequest", **fields)
    else:
        fields = {"announcement_file_key": key, "announcement_file": resource}
        yield Phase.AUDIO, command("GroupAnnouncementFileModifyRequest", **fields)


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The recordings that are named as files are."""
    group = {"service_provider_id": site.service_provider, "group_id": site.group}
    (listed,) = ask([Query("GroupAnnouncementFileGetListRequest", {**group, "include_announcement_table": True})])
    for row in table_rows(listed, "announcementTable", "Name", "Media Type"):
        name, kind = row["Name"], row["Media Type"]
        if kind == MEDIA_TYPE and is_audio_file(name) and (names is None or name in names):
            yield TenantObject(Identity(NAME, name), {"media_type": kind})


def as_plan(_tenant: Tenant, _draft: PlanBuilder) -> None:
    """A plan names the files where they are played."""


KIND = Kind(NAME, 20, from_plan, operations, read, as_plan)
