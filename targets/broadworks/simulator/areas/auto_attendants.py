"""Auto attendants and their menus."""

from typing import Any

from nummerplan.targets.broadworks.simulator import subscribers
from nummerplan.targets.broadworks.simulator.audio import check_files
from nummerplan.targets.broadworks.simulator.instances import activate_instances, listed_instances, profile_of
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.refusal import own
from nummerplan.targets.broadworks.simulator.schedule_references import check_schedules
from nummerplan.targets.broadworks.simulator.settings import StoredSettings, needs_group_service, without
from nummerplan.targets.broadworks.simulator.store import merged, unpacked

KIND = "auto_attendant"
MENUS = ("businessHoursMenu", "afterHoursMenu", "holidayMenu")
_KEYS = "0123456789*#"
_NOT_KEPT = ("serviceProviderId", "groupId", "serviceUserId", "serviceInstanceProfile", *MENUS)
_EMPTY: StoredSettings = {"announcementSelection": "Default", "enableFirstMenuLevelExtensionDialing": False}


@answers("GroupAutoAttendantAddInstanceRequest20")
def add(call: Invocation) -> AnswerFields:
    """Add an auto attendant."""
    tenant = call.tenant()
    _needs_service(call, tenant["id"], call.text("type"))
    _check_named(call, tenant["id"], 0)
    kept = without(call.fields, *_NOT_KEPT) | {"transferToOperatorAnnouncementSelection": "Default"}
    kept |= {name: _menu(call, name, _EMPTY, call.text("type")) for name in MENUS[:2]}
    if "holidayMenu" in call.fields:
        kept["holidayMenu"] = _menu(call, "holidayMenu", _EMPTY, call.text("type"))
    fields = call.fields["serviceInstanceProfile"] | {"attendant": kept}
    subscribers.add(call, tenant, KIND, call.text("serviceUserId"), fields)
    return None


@answers("GroupAutoAttendantModifyInstanceRequest20")
def change(call: Invocation) -> AnswerFields:
    """Change an auto attendant; keys that a menu does not name stay as they are."""
    attendant = call.subscriber(KIND, "serviceUserId")
    _check_named(call, attendant["tenant"], attendant["id"])
    old = unpacked(attendant["settings"])["attendant"]
    kept = merged(old, without(call.fields, *_NOT_KEPT))
    for name in MENUS:
        if name in call.fields:
            kept[name] = _menu(call, name, old.get(name, _EMPTY), old["type"])
    subscribers.change(call, attendant, profile_of(call.fields), attendant=kept)
    return None


def _needs_service(call: Invocation, tenant: int, kind: str) -> None:
    names = ("Auto Attendant",) if kind == "Basic" else ("Auto Attendant - Standard",)
    needs_group_service(call.store, tenant, *names)


def _check_named(call: Invocation, tenant: int, attendant: int) -> None:
    # Only schedules of the group are accepted, so nobody's own.
    check_schedules(call, tenant, 0, without(call.fields, "serviceInstanceProfile"))
    check_files(call, tenant, attendant, call.fields)


def _menu(call: Invocation, name: str, old: StoredSettings, kind: str) -> StoredSettings:
    if name == "holidayMenu" and kind != "Standard":
        raise own(9190, "Only a standard auto attendant has a holiday menu.")
    given = call.fields.get(name, {})
    menu = merged(old, without(given, "keyConfiguration"))
    keys = {one["key"]: one["entry"] for one in old.get("keyConfiguration", ())}
    named = [one["key"] for one in given.get("keyConfiguration", ())]
    if len(set(named)) < len(named):
        raise own(9191, "A menu has each key once.")
    for one in given.get("keyConfiguration", ()):
        entry = one["entry"]
        keys[one["key"]] = None if entry is None else _entry(_changed(keys.get(one["key"]), entry), kind)
    menu["keyConfiguration"] = [{"key": key, "entry": keys[key]} for key in _KEYS if keys.get(key)]
    if menu["announcementSelection"] == "Personal" and "audioFile" not in menu:
        raise own(9192, "A personal announcement needs an audio file.")
    return menu


def _changed(old: StoredSettings | None, new: StoredSettings) -> StoredSettings:
    # Another action is another entry: what belonged to the old one goes.
    return merged(old if old and old["action"] == new["action"] else {}, new)


def _entry(entry: dict[str, Any], kind: str) -> dict[str, Any]:
    action = entry["action"]
    if action in ("Transfer To Submenu", "Return to Previous Menu") and kind != "Standard":
        raise own(9193, f"Only a standard auto attendant has submenus: {action}")
    if action in ("Transfer With Prompt", "Transfer Without Prompt", "Transfer To Operator"):
        if "phoneNumber" not in entry:
            raise own(9194, f"A key needs a phone number for its action: {action}")
    elif "phoneNumber" in entry:
        raise own(9195, f"A key has no phone number with its action: {action}")
    if action == "Play Announcement" and "audioFile" not in entry:
        raise own(9192, "A personal announcement needs an audio file.")
    return entry


@answers("GroupAutoAttendantDeleteInstanceRequest")
def delete(call: Invocation) -> AnswerFields:
    """Delete an auto attendant."""
    call.store.run("DELETE FROM subscriber WHERE id = ?", call.subscriber(KIND, "serviceUserId")["id"])
    return None


@answers("GroupAutoAttendantModifyActiveInstanceListRequest")
def activate(call: Invocation) -> AnswerFields:
    """Say which auto attendants take calls."""
    activate_instances(call, KIND)
    return None


@answers("GroupAutoAttendantGetInstanceListRequest")
def listed(call: Invocation) -> AnswerFields:
    """All auto attendants of a group."""
    more = listed_instances(
        call,
        KIND,
        lambda settings: {"Video": settings["attendant"]["enableVideo"], "Type": settings["attendant"]["type"]},
    )
    return {"autoAttendantTable": more}


@answers("GroupAutoAttendantGetInstanceRequest20", "GroupAutoAttendantGetInstanceRequest24")
def read(call: Invocation) -> AnswerFields:
    """One auto attendant."""
    attendant = call.subscriber(KIND, "serviceUserId")
    kept: StoredSettings = unpacked(attendant["settings"])["attendant"]
    return kept | {"serviceInstanceProfile": subscribers.read(call, attendant)}
