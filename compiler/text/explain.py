"""What there is to say about a word: a rule, a key or value of the language, an end, a loss, a label."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from nummerplan.compiler.reading.glossary import GlossaryEntry, GlossaryGroup, fields_of, groups
from nummerplan.compiler.reading.spelling_suggestions import labels, plain, suggest
from nummerplan.compiler.text.documentation_pages import entry_page, portal_page, rule_page
from nummerplan.compiler.text.end_pages import END_WORDS, end_page
from nummerplan.compiler.text.loss_pages import loss_names, loss_page
from nummerplan.compiler.text.portal_words import headings, only_in_portal
from nummerplan.model.message import Translate
from nummerplan.model.plan.schedules import days_of
from nummerplan.model.rule import Rule

FULL = 4
"""So many settings of one name are shown in full; of more, a line each."""
LONGEST_WORD = 300
"""Nothing has a longer name; comparing one of many thousand letters with all of them would take minutes."""


class ExplainedSetting(NamedTuple):
    """A key of the plan language, and the word that is meant among those it takes; empty for the key itself."""

    group: GlossaryGroup
    entry: GlossaryEntry
    value: str = ""


def explain(word: str, rules: tuple[Rule, ...], translate: Translate) -> str | None:
    """The page, in Markdown, of what a word names; None when it names nothing. Some ends and losses are rules too."""
    if len(word) > LONGEST_WORD:
        return None
    rule = find_rule(word, rules)
    page = rule_page(rule, translate) if rule else _settings_text(word, translate)
    pages = [found for found in (page, end_page(plain(word), translate), loss_page(word, translate)) if found]
    return "\n".join(pages) or _portal_text(word, translate)


def _settings_text(word: str, translate: Translate) -> str | None:
    if found := find_settings(word):
        if len(found) > FULL:
            lines = ((setting.group.path(setting.entry), translate(setting.entry.description)) for setting in found)
            return "".join(f"- {path}: {description}\n" for path, description in lines)
        return "\n".join(entry_page(setting.group, setting.entry, translate, setting.value) for setting in found)
    return None


def _portal_text(word: str, translate: Translate) -> str | None:
    for label, (section, title) in only_in_portal().items():
        if _letters(label) == _letters(word):
            return portal_page(label, section, title, translate)
    return None


def find_rule(word: str, rules: tuple[Rule, ...]) -> Rule | None:
    """By code, by name, or by a heading of the portal that a rule is about."""
    names = {plain(name) for name in (word, *_under_heading(word))}
    return next((rule for rule in rules if names & {plain(rule.code), plain(rule.name)}), None)


def find_settings(word: str) -> list[ExplainedSetting]:
    """By path (`users.receptie.forwarding.busy`), key, label in the portal, platform's field, or value.

    Only the best kind of match counts, and what the portal shows goes first: `voicemail` is that of a user.
    """
    if not plain(word):
        return []
    found: dict[int, list[ExplainedSetting]] = {}
    for group in groups():
        for entry in group.entries:
            for rank, values in enumerate(_matches(word, group, entry)):
                found.setdefault(rank, []).extend(ExplainedSetting(group, entry, value) for value in values)
    best = next((found[rank] for rank in sorted(found) if found[rank]), [])
    return sorted(best, key=lambda setting: _distance(word, setting.entry))


def _matches(word: str, group: GlossaryGroup, entry: GlossaryEntry) -> Iterator[list[str]]:
    """For each kind of match, the best first, what a word means of a setting: its values, or "" for the setting."""
    itself, steps, name = [""], _steps(word), plain(word)
    paths = [f"{place}.{entry.key}".lstrip(".") for place in group.places]
    yield itself if len(steps) > 1 and any(_ends_in(steps, _steps(path)) for path in paths) else []
    yield itself if name == plain(entry.key) else []
    yield [value for value, label in entry.labels if _letters(label) == _letters(word)]
    yield itself if {path.replace(".KEY", "") for path in paths} & {*_under_heading(word)} else []
    yield itself if entry.key in labels().get(name, ()) else []
    # A platform's field, whole or its last step alone: `GroupModifyRequest.groupName`, `groupName`.
    fields = (field.lower() for fields in fields_of(group, entry).values() for field in fields)
    yield itself if any(word.lower() in (field, field.rpartition(".")[2]) for field in fields) else []
    yield [value for value in entry.choices if plain(value) == name]


def find_word_like(word: str, rules: tuple[Rule, ...]) -> str | None:
    """What may have been meant instead."""
    names = [name for rule in rules for name in (rule.code, rule.name)]
    return suggest(
        word, [*names, *END_WORDS, *loss_names(), *(entry.key for group in groups() for entry in group.entries)]
    )


def _letters(text: str) -> str:
    """Letters and digits only, small and without accents: people write `E-mail adres` and `emailadres`."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", text).lower())


def _distance(word: str, entry: GlossaryEntry) -> int:
    """How far a setting is from what an administrator sees under a word."""
    shown = [_letters(label) for _, label in entry.labels]
    return 0 if _letters(word) in shown else 1 if shown else 2


def _under_heading(word: str) -> list[str]:
    return _headings_by_letters().get(_letters(word), [])


@cache
def _headings_by_letters() -> dict[str, list[str]]:
    return {_letters(heading): names for heading, names in reversed(headings().items())}


def _steps(path: str) -> list[str]:
    return path.lower().replace("[", ".[").split(".")


def _ends_in(steps: list[str], path: list[str]) -> bool:
    """Whether steps lead to the end of a path; they may leave out KEY, DAY and [], or name them."""
    if not steps:
        return all(step in ("key", "[]") for step in path)
    if not path:
        return False
    named = (
        path[-1] == "key" or (path[-1] == "day" and days_of(steps[-1])) or (path[-1] == "[]" and steps[-1][:1] == "[")
    )
    if steps[-1] == path[-1] or named:
        return len(steps) == 1 or _ends_in(steps[:-1], path[:-1]) or bool(named and _ends_in(steps, path[:-1]))
    return path[-1] == "[]" and _ends_in(steps, path[:-1])
