"""What settings make of a rule, in words: its level, and where that is another one."""

from collections.abc import Iterator

from nummerplan.compiler.findings.rule_selection import choose_rules
from nummerplan.compiler.text.summary import level_name
from nummerplan.model.finding import Level
from nummerplan.model.message import Message, say
from nummerplan.model.rule import Rule
from nummerplan.model.settings.project import PathRules, Project


def level_of(rule: Rule, project: Project) -> str | None:
    """The level that the settings give a rule for all plans, or `off`; None where they say nothing of it."""
    chosen = choose_rules(project)
    if not chosen.wants(rule):
        return "off"
    level = chosen.level(rule, rule.about.level)
    return level.value if level is not rule.about.level else None


def set_level(rule: Rule, project: Project) -> Message | None:
    """The same for people."""
    level = level_of(rule, project)
    return None if level is None else _name(level)


def settings_of_rule(rule: Rule, project: Project) -> Iterator[Message]:
    """A line for all plans and one for each path, where the settings speak of a rule."""
    if (given := set_level(rule, project)) is not None:
        yield say("{file} makes this rule, for all plans: {level}", file=project.file, level=given)
    for rules in project.paths:
        if (level := _on_path(rule, rules, project)) is not None:
            about = {"file": project.file, "path": rules.path, "level": _name(level)}
            yield say("{file} makes this rule, for plans on the path {path}: {level}", **about)


def _on_path(rule: Rule, rules: PathRules, project: Project) -> str | None:
    """What one table makes of a rule, alone."""
    alone = level_of(rule, Project(project.file, ignore=rules.ignore, levels=rules.levels))
    named = any(rule.is_meant_by(word) for word, _ in rules.levels)
    return alone or (rule.about.level.value if named else None)


def _name(level: str) -> Message:
    return say("off") if level == "off" else level_name(Level(level))
