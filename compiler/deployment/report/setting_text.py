"""Settings of a platform's objects as people write them in a plan."""

from functools import cache

from nummerplan.compiler.reading.glossary import groups
from nummerplan.compiler.text.vocabulary.lists import commas
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.change_set import SettingChange
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import Message, say

_SECTIONS = {
    "user": "users",
    "hunt_group": "hunt_groups",
    "auto_attendant": "auto_attendants",
    "mailbox": "mailboxes",
    "fax": "mailboxes",
    "schedule": "schedules",
    "company": "company",
}
_KINDS = {
    "user": say("user"),
    "hunt_group": say("hunt group"),
    "auto_attendant": say("menu"),
    "mailbox": say("mailbox"),
    "fax": say("fax box"),
    "schedule": say("schedule"),
    "holidays": say("holiday calendar"),
    "company": say("company"),
    "device": say("telephone"),
    "announcement": say("recording"),
}
_LEADS_ON = ("to", "then", "when_busy", "not_reachable", "operator", "transfer")
"""Settings whose extensions mean somebody."""
_SHORTEST_NUMBER = 8
"""A number with its country has more signs; `+1402` is what somebody calls a key, and stays as he wrote it."""


class SettingText:
    """Words for the objects and settings of one company: keys instead of a platform's ids, numbers as people write
    them.
    """

    def __init__(self, linked: LinkedPlan, *tenants: Tenant) -> None:
        self._linked = linked
        named = (found for tenant in tenants for found in tenant.objects.values() if found.key)
        self._keys = {found.identity: found.key for found in named}
        self._ids = {identity.name: key for identity, key in self._keys.items() if "@" in identity.name}

    def title(self, found: TenantObject | Identity) -> Message:
        """What an object is called: `hunt group verkoop`."""
        identity = found if isinstance(found, Identity) else found.identity
        key = self._keys.get(identity) or (found.key if isinstance(found, TenantObject) else "")
        return say("{kind} {name}", kind=kind_word(identity.kind), name=key or identity.name)

    def value(self, kind: str, setting: str, value: Value) -> str:
        """A value as a plan has it; a dash for none."""
        if isinstance(value, tuple):
            return f"[{', '.join(self._item(setting, item) for item in value)}]"
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and _units().get(f"{_SECTIONS.get(kind, kind)}.{setting}") == "seconds"
        ):
            return f"{value}s"
        return self._plain(setting, value)

    def words(self, identity: Identity, setting: str, **values: Value) -> dict[str, Message | str]:
        """What a sentence about a setting is filled in with: `title`, `setting`, and its values by their names."""
        shown = {name: self.value(identity.kind, setting, value) for name, value in values.items()}
        return {"title": self.title(identity), "setting": setting, **shown}

    def change(self, kind: str, change: SettingChange) -> Message:
        """What becomes of a setting; of a list, what goes and what comes."""
        if change.concealed:
            return say("{setting}: written anew, and never shown", setting=change.setting)
        old, new = change.old, change.new
        if isinstance(old, tuple) and isinstance(new, tuple) and len(old) + len(new) > 4:
            gone = tuple(item for item in old if item not in new)
            come = tuple(item for item in new if item not in old)
            if gone or come:
                parts = [say("without {items}", items=self.value(kind, change.setting, gone))] if gone else []
                parts += [say("with {items}", items=self.value(kind, change.setting, come))] if come else []
                return say("{setting}: {change}", setting=change.setting, change=commas(parts))
        shown = {"old": self.value(kind, change.setting, old), "new": self.value(kind, change.setting, new)}
        return say("{setting}: {old} -> {new}", setting=change.setting, **shown)

    def _item(self, setting: str, item: Value) -> str:
        if isinstance(item, tuple):
            return " ".join(self._item(setting, part) for part in item if part not in (None, "", ()))
        return self._plain(setting.rpartition(".")[2] if not setting.endswith("keys") else "to", item)

    def _plain(self, setting: str, value: Value) -> str:
        if value is None or value == "":
            return "-"
        if isinstance(value, bool):
            return "true" if value else "false"
        text = str(value)
        if setting == "members" and text in self._ids:
            return self._ids[text]
        if text.startswith("+") and text[1:].isdecimal() and len(text) > _SHORTEST_NUMBER:
            return self._linked.numbering.shown(text)
        holders = self._linked.extensions.get(text) if setting.rpartition(".")[2] in _LEADS_ON else None
        return f"{text} ({holders[0].entity.key})" if holders else text


def kind_word(kind: str) -> Message | str:
    """A kind of object in the reader's language."""
    return _KINDS.get(kind, kind.replace("_", " "))


@cache
def _units() -> dict[str, str]:
    """What a number under a setting counts, by its place without the keys of objects: `users.voicemail.after`."""
    return {
        f"{place}.{entry.key}".replace(".KEY", "").replace("[]", ""): entry.unit
        for group in groups()
        for place in group.places
        for entry in group.entries
        if entry.unit
    }
