"""`import-report.md`: what an import read, and what of it the plan does not say, object by object."""

from collections.abc import Iterator, Sequence

from nummerplan.compiler.deployment.report.setting_text import SettingText, kind_word
from nummerplan.compiler.text.escape_markdown import escape_markdown
from nummerplan.model.deployment.imported import ImportedSetting, ImportOutcome, by_outcome
from nummerplan.model.message import Message, Translate, say

_MEANING: dict[ImportOutcome, Message] = {
    "mapped": say("the plan says it"),
    "mapped with a loss": say("the plan says something else, and a deployment leaves it as it is"),
    "not mappable": say("no plan can say it, or the plan leaves it to the platform; a deployment leaves it as it is"),
    "not understood": say("objects that no plan can describe; no deployment touches them"),
}
_NAMES: dict[ImportOutcome, Message] = {
    "mapped": say("mapped"),
    "mapped with a loss": say("mapped with a loss"),
    "not mappable": say("not mappable"),
    "not understood": say("not understood"),
}


def import_report(tenant: str, rows: Sequence[ImportedSetting], words: SettingText, translate: Translate) -> str:
    """The report as Markdown, in the reader's language; nothing of a platform acts in it."""
    counts = by_outcome(tuple(rows))
    lines = [f"# {_text(say('What was imported of {tenant}', tenant=tenant), translate)}", ""]
    heads = say("objects and settings"), say("how many"), say("what it means")
    lines += [_row([_text(head, translate) for head in heads]), "| --- | --- | --- |"]
    for outcome, count in counts.items():
        lines.append(_row([_text(_NAMES[outcome], translate), str(count), _text(_MEANING[outcome], translate)]))
    lines.append(_row([_text(say("together"), translate), str(len(rows)), ""]))
    for outcome in counts:
        if outcome != "mapped" and counts[outcome]:
            lines += ["", f"## {_text(_NAMES[outcome], translate)}", ""]
            found = (row for row in rows if row.outcome == outcome)
            lines += [f"- {_text(line, translate)}" for line in _lines(found, words)]
    return "\n".join(lines) + "\n"


def _lines(rows: Iterator[ImportedSetting], words: SettingText) -> Iterator[Message]:
    for row in rows:
        kind, setting = row.identity.kind, row.setting
        about = {"kind": kind_word(kind), "name": row.identity.name, "setting": setting}
        if not setting:
            yield say("{kind} {name}", **about)
            continue
        about["held"] = words.value(kind, setting, row.held)
        if row.unmanaged:
            yield say("{kind} {name}: {setting} is {held}; unmanaged: {key}", **about, key=row.unmanaged)
        elif row.outcome == "mapped with a loss":
            said = words.value(kind, setting, row.said)
            yield say("{kind} {name}: {setting} is {held}, the plan says {said}", **about, said=said)
        else:
            yield say("{kind} {name}: {setting} is {held}", **about)


def _text(message: Message, translate: Translate) -> str:
    return escape_markdown(message.text(translate))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
