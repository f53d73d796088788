"""Which rules a run asks: all, or those that `--select` and `--ignore` leave."""

from collections.abc import Iterable
from dataclasses import dataclass

from nummerplan.model.rule import Rule

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


def _matches(rule: Rule, words: tuple[str, ...]) -> bool:
    return any(map(rule.is_meant_by, words))
