"""Which rules a run asks, and how grave their findings are: by the settings, `--select` and `--ignore`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from nummerplan.compiler.findings.plan_globs import means_plan
from nummerplan.compiler.reading.rule_names import UNREAD, unknown_rules
from nummerplan.model.errors import SettingError
from nummerplan.model.finding import Level
from nummerplan.model.rule import Rule
from nummerplan.model.settings.project import LevelTable, PathRules, Project
from nummerplan.model.settings.setting_types import SetLevel


@dataclass(frozen=True, slots=True)
class Selection:
    """Names, codes, or beginnings of codes (`NP1` is all of NP101 to NP199); without `select` all rules are asked.

    `levels` are tables of levels, of which a later one wins. `paths` hold for the plans that they mean, seen from
    `folder`. With `only_up` a level may make a finding graver, and nothing else: what stops a plan from being compiled
    is not to be talked away.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: tuple[LevelTable, ...] = ()
    paths: tuple[PathRules, ...] = ()
    folder: Path = Path()
    only_up: bool = False

    def of_plan(self, plan: str) -> "Selection":
        """What holds for one plan, by where its file lies."""
        if not self.paths:
            return self
        mine = [rules for rules in self.paths if means_plan(rules.path, plan, self.folder)]
        ignored = [word for rules in mine for word in rules.ignore]
        levels = (*self.levels, *(rules.levels for rules in mine))
        return replace(self, ignore=(*self.ignore, *ignored), levels=levels, paths=())

    def wants(self, rule: Rule) -> bool:
        """Whether a rule is asked."""
        if rule.name in UNREAD:
            return True
        chosen = (not self.select or _matches(rule, self.select)) and not _matches(rule, self.ignore)
        return chosen and (self.only_up or self._set(rule) != "off")

    def rules(self, rules: Iterable[Rule]) -> list[Rule]:
        """The rules that are asked."""
        return [rule for rule in rules if self.wants(rule)]

    def level(self, rule: Rule, own: Level) -> Level:
        """How grave a finding of a rule is that would be of its own level."""
        given = self._set(rule)
        if given is None or given == "off":
            return own
        level = Level(given)
        return own if self.only_up and own.rank > level.rank else level

    def _set(self, rule: Rule) -> SetLevel | None:
        """The level that the last table gives which speaks of a rule: by its most exact word."""
        if rule.name in UNREAD:
            return None
        for table in reversed(self.levels):
            found = [
                (len(rule.code) if word == rule.name else len(word), level)
                for word, level in table
                if rule.is_meant_by(word)
            ]
            if found:
                return max(enumerate(found), key=lambda one: (one[1][0], one[0]))[1][1]
        return None


def choose_rules(
    project: Project, select: Iterable[str] | None = None, ignore: Iterable[str] | None = None
) -> Selection:
    """The rules that are asked, by the settings and by who asks: `select` replaces theirs, `ignore` adds to it.

    Several rules in one text stand between commas. Raises `SettingError` for words that mean no rule.
    """
    chosen, left_out = _words(select or ()), _words(ignore or ())
    if unknown := unknown_rules((*chosen, *left_out)):
        raise SettingError(unknown)
    folder = project.file.parent if project.file else Path()
    levels = (project.levels,) if project.levels else ()
    return Selection(chosen or project.select, (*project.ignore, *left_out), levels, project.paths, folder)


def rules_before_compiling(project: Project) -> Selection:
    """The rules that are asked before plans are compiled or deployed: no level makes less of what they find."""
    return replace(choose_rules(project), only_up=True)


def _words(texts: Iterable[str]) -> tuple[str, ...]:
    lines = (texts,) if isinstance(texts, str) else texts
    return tuple(word.strip() for text in lines for word in text.split(",") if word.strip())


def _matches(rule: Rule, words: tuple[str, ...]) -> bool:
    return any(map(rule.is_meant_by, words))
