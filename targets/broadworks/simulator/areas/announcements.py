"""Recordings of a group and of users."""

import base64
from datetime import UTC, datetime
from typing import Any

from nummerplan.targets.broadworks.simulator.audio import find_file, rename_file, uses_of_file
from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.holdings import put_back
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.refusal import own
from nummerplan.targets.broadworks.simulator.search import limited, searched
from nummerplan.targets.broadworks.simulator.settings import StoredSettings
from nummerplan.targets.broadworks.simulator.store import StoredRow

MOST_MEGABYTES = 100
_VIDEO = ("3GP", "MOV")


def _owner(call: Invocation) -> tuple[int, int]:
    if "announcementFileExternalId" in call.fields:
        raise own(9009, "external identities are not known here")
    if call.request.startswith("User"):
        user = call.subscriber()
        return user["tenant"], user["id"]
    return call.tenant()["id"], 0


def _named(call: Invocation, key: StoredSettings) -> StoredRow:
    tenant, owner = _owner(call)
    found = find_file(call, tenant, owner, key["name"], key["mediaFileType"])
    if found is None:
        raise own(9140, f"Announcement not found: {key['name']} ({key['mediaFileType']})")
    return found


def _content(file: StoredSettings) -> bytes:
    if "content" not in file:
        raise own(9141, "a recording comes with its content: this platform has no files of its own")
    content = base64.b64decode(file["content"])
    if not content:
        raise own(9142, "The recording is empty.")
    if file["mediaType"] == "WAV" and (content[:4], content[8:12]) != (b"RIFF", b"WAVE"):
        raise own(9143, "The recording is not a WAV file.")
    return content


def _size(call: Invocation, tenant: int, owner: int) -> int:
    query = (
        "SELECT sum((length(content) + 1023) / 1024) FROM announcement WHERE tenant = ? AND ifnull(subscriber, 0) = ?"
    )
    row = call.store.one(query, tenant, owner)
    return int(row[0] or 0) if row else 0


@answers("GroupAnnouncementFileAddRequest", "UserAnnouncementFileAddRequest")
def add(call: Invocation) -> AnswerFields:
    """Add a recording."""
    tenant, owner = _owner(call)
    name, file = call.text("announcementFileName"), call.fields["announcementFile"]
    if find_file(call, tenant, owner, name, file["mediaType"]):
        raise own(9144, f"Announcement already exists: {name} ({file['mediaType']})")
    content = _content(file)
    if _size(call, tenant, owner) + len(content) // 1024 > MOST_MEGABYTES * 1024:
        raise own(9145, f"The recordings would take more than {MOST_MEGABYTES} megabytes.")
    call.store.run(
        "INSERT INTO announcement (tenant, subscriber, name, type, description, content, uploaded)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        tenant,
        owner or None,
        name,
        file["mediaType"],
        file["description"],
        content,
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return None


@answers("GroupAnnouncementFileModifyRequest", "UserAnnouncementFileModifyRequest")
def change(call: Invocation) -> AnswerFields:
    """Give a recording another name or content; whoever uses it follows."""
    old = _named(call, call.fields["announcementFileKey"])
    new = call.fields.get("newAnnouncementFileName", old["name"])
    if new != old["name"]:
        if find_file(call, old["tenant"], old["subscriber"] or 0, new, old["type"]):
            raise own(9144, f"Announcement already exists: {new} ({old['type']})")
        for holding in uses_of_file(call, old):
            rename_file(holding, old, new)
            put_back(call, old["tenant"], holding)
        call.store.run("UPDATE announcement SET name = ? WHERE id = ?", new, old["id"])
    if "announcementFile" in call.fields:
        file = call.fields["announcementFile"]
        if file["mediaType"] != old["type"]:
            raise own(9146, f"The recording is of the type {old['type']}, not {file['mediaType']}.")
        call.store.run(
            "UPDATE announcement SET content = ?, description = ?, uploaded = ? WHERE id = ?",
            _content(file),
            file["description"],
            datetime.now(UTC).isoformat(timespec="seconds"),
            old["id"],
        )
    return None


@answers("GroupAnnouncementFileDeleteListRequest", "UserAnnouncementFileDeleteListRequest")
def delete(call: Invocation) -> AnswerFields:
    """Delete recordings that nobody uses."""
    for key in call.fields.get("announcementFileKey", ()):
        file = _named(call, key)
        if uses_of_file(call, file):
            raise own(9147, f"Announcement is in use: {file['name']} ({file['type']})")
        call.store.run("DELETE FROM announcement WHERE id = ?", file["id"])
    return None


@answers("GroupAnnouncementFileGetListRequest", "UserAnnouncementFileGetListRequest")
def listed(call: Invocation) -> AnswerFields:
    """All recordings, with their size in kilobytes."""
    tenant, owner = _owner(call)
    query = (
        "SELECT name, type, (length(content) + 1023) / 1024 AS size FROM announcement"
        " WHERE tenant = ? AND ifnull(subscriber, 0) = ? ORDER BY name, type"
    )
    wanted = call.fields.get("announcementFileType")
    answer: dict[str, Any] = {"totalFileSize": _size(call, tenant, owner), "maxFileSize": MOST_MEGABYTES}
    if call.fields["includeAnnouncementTable"]:
        rows = [
            {"Name": row["name"], "Media Type": row["type"], "File Size": row["size"]}
            for row in call.store.all(query, tenant, owner)
            if wanted is None or (wanted == "Video") == (row["type"] in _VIDEO)
        ]
        answer["announcementTable"] = limited(call, searched(call, rows))
    return answer


@answers("GroupAnnouncementFileGetRequest")
def read(call: Invocation) -> AnswerFields:
    """One recording, and who uses it; its content cannot be had back."""
    file = _named(call, call.fields["announcementFileKey"])
    return {
        "description": file["description"],
        "filesize": (len(file["content"]) + 1023) // 1024,
        "lastUploaded": file["uploaded"],
        "usageTable": Rows(
            [{"Service Name": one.service, "Instance Name": one.instance} for one in uses_of_file(call, file)]
        ),
    }
