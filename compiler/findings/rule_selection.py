"""Which rules a run asks: all, or those that `--select` and `--ignore` leave."""

from collections.abc import Iterable
from dataclasses import dataclass

from nummerplan.compiler.reading.rule_names import unknown_rules
from nummerplan.model.errors import SettingError
from nummerplan.model.rule import Rule
from nummerplan.model.settings.project import Project

UNREAD = ("syntax", "alias-bomb", "file-unreadable", "file-not-text")
"""Rules whose findings mean that text was not read. Nothing silences them: what was not read is never clean."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Names, codes, or beginnings of codes (`NP1` is all of NP101 to NP199); without `select` all rules are asked."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, rule: Rule) -> bool:
        """Whether a rule is asked."""
        return rule.name in UNREAD or (
            (not self.select or _matches(rule, self.select)) and not _matches(rule, self.ignore)
        )

    def rules(self, rules: Iterable[Rule]) -> list[Rule]:
        """The rules that are asked."""
        return [rule for rule in rules if self.wants(rule)]


def choose_rules(
    project: Project, select: Iterable[str] | None = None, ignore: Iterable[str] | None = None
) -> Selection:
    """The rules that are asked, by the settings and by who asks: `select` replaces theirs, `ignore` adds to it.

    Several rules in one text stand between commas. Raises `SettingError` for words that mean no rule.
    """
    chosen, left_out = _words(select or ()), _words(ignore or ())
    if unknown := unknown_rules((*chosen, *left_out)):
        raise SettingError(unknown)
    return Selection(chosen or project.select, (*project.ignore, *left_out))


def _words(texts: Iterable[str]) -> tuple[str, ...]:
    lines = (texts,) if isinstance(texts, str) else texts
    return tuple(word.strip() for text in lines for word in text.split(",") if word.strip())


def _matches(rule: Rule, words: tuple[str, ...]) -> bool:
    return any(map(rule.is_meant_by, words))
