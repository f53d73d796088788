"""A menu's `#:` without quotes is a comment to YAML, and the key is gone without a word."""

import re
from collections.abc import Collection, Iterator

from nummerplan.model.document import Document, Entry
from nummerplan.model.finding import Finding
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import ACTION_WORDS
from nummerplan.model.source import SourceFile, Span

_LOST = re.compile(r"([ \t]*)(#[ \t]*:)[ \t]+(\S[^\n#]*)")
_NUMBER = re.compile(r"\+?[0-9][0-9 ./()-]*")
_MENUS = ("business_hours_menu", "after_hours_menu")
_NAMED = ("users", "hunt_groups", "auto_attendants", "mailboxes")


def hash_comment_keys(document: Document) -> Iterator[Finding]:
    """Each comment `#:` among the keys of a menu that reads as what the key should do."""
    names: Collection[str] | None = None
    for entry in _key_mappings(document):
        source = document.at(entry[0], entry[0]).source
        for match in _among(entry, source):
            names = _names(document) if names is None else names
            if _reads_as_action(match[3], names):
                yield Finding(
                    Span(source, match.start(2), match.end(2)),
                    say("YAML reads this line as a comment: the key # does nothing"),
                    help=say("write hash: instead of #:"),
                    rule="hash-key-lost",
                )


def _key_mappings(document: Document) -> Iterator[Entry]:
    """The `keys` of every menu, those of `defaults` too."""
    seen: set[int] = set()
    attendants = _inner(document.shape.get("auto_attendants"))
    default = _inner(document.shape.get("defaults")).get("auto_attendants")
    for attendant in (*attendants.values(), *([default] if default else ())):
        for name in _MENUS:
            keys = _inner(_inner(attendant).get(name)).get("keys")
            if keys is not None and keys[0] not in seen:  # merge keys bring one mapping to several menus
                seen.add(keys[0])
                yield keys


def _inner(entry: Entry | None) -> dict[str, Entry]:
    return entry[4] if entry is not None and isinstance(entry[4], dict) else {}


def _among(entry: Entry, source: SourceFile) -> Iterator[re.Match[str]]:
    """The comments `#:` from the line below `keys:` on, up to the first line that is indented no deeper than it."""
    key = entry[0] - source.base
    end = entry[3] - source.base
    begin = source.text.rfind("\n", 0, key) + 1
    indent = key - begin
    at = source.text.find("\n", key) + 1
    while 0 < at < len(source.text):
        stop = source.text.find("\n", at)
        stop = len(source.text) if stop < 0 else stop
        line = source.text[at:stop]
        if match := _LOST.match(source.text, at, stop):
            if len(match[1]) > indent or at < end:
                yield match
        elif at >= end and line.strip() and len(line) - len(line.lstrip()) <= indent:
            return
        at = stop + 1


def _names(document: Document) -> Collection[str]:
    """Every name and extension of a plan: what a key may send callers to."""
    found: set[str] = set()
    for section in _NAMED:
        objects = document.data.get(section)
        for name, settings in objects.items() if isinstance(objects, dict) else ():
            found.add(name)
            extension = settings.get("extension") if isinstance(settings, dict) else None
            if isinstance(extension, str):
                found.add(extension)
    mobile = document.data.get("mobile")
    subscriptions = mobile.get("subscriptions") if isinstance(mobile, dict) else None
    return found | set(subscriptions if isinstance(subscriptions, dict) else ())


def _reads_as_action(text: str, names: Collection[str]) -> bool:
    """Whether a comment's text is what could stand behind a key: an action, a destination or a mapping of them."""
    text = text.strip().removesuffix(",").strip("'\"")
    return text in ACTION_WORDS or text in names or text.startswith("{") or bool(_NUMBER.fullmatch(text))
