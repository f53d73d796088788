"""`nummerplan rules`: what is looked for."""

from pathlib import Path

import click

from nummerplan.cli.options import format_option
from nummerplan.cli.screen import Screen


@click.command("rules", short_help="List the rules.")
@format_option(["text", "json"], "How the list is written.")
@click.pass_obj
def command(screen: Screen, form: str) -> None:
    """List all rules: code, name, level and summary. `nummerplan explain CODE` shows a rule's page.

    Where the settings of this folder give a rule another level, that stands behind its own.
    """
    from nummerplan.rules import all_rules

    if form == "json":
        screen.json(as_json(screen))
    else:
        screen.result(as_text(screen, max(len(rule.name) for rule in all_rules())))


def as_text(screen: Screen, width: int) -> str:
    """A line for each rule, by chapter."""
    from nummerplan.compiler.findings.rule_level_text import set_level
    from nummerplan.compiler.reading.project_settings import find_project
    from nummerplan.compiler.text.documentation_pages import chapter_name
    from nummerplan.compiler.text.summary import level_name
    from nummerplan.rules import all_rules

    lines: list[str] = []
    project = find_project(Path())
    chapter = ""
    for rule in all_rules():
        if rule.code[:3] != chapter:
            chapter = rule.code[:3]
            title = chapter_name(chapter, screen.translate)
            lines += [*([""] if lines else []), click.style(title, bold=True) if screen.colour else title]
        level = level_name(rule.about.level).text(screen.translate)
        if (given := set_level(rule, project)) is not None:
            level = f"{level} > {given.text(screen.translate)}"
        lines.append(f"  {rule.code}  {rule.name:{width}}  {level:12}  {screen.translate(rule.summary)}")
    return "\n".join(lines) + "\n"


def as_json(screen: Screen) -> list[dict[str, str | None]]:
    """A list of objects, in order of the codes."""
    from nummerplan.compiler.findings.rule_level_text import level_of
    from nummerplan.compiler.reading.project_settings import find_project
    from nummerplan.compiler.text.documentation_pages import page_text
    from nummerplan.rules import all_rules

    project = find_project(Path())
    return [
        {
            "code": rule.code,
            "name": rule.name,
            "level": rule.about.level.value,
            "set_level": level_of(rule, project),
            "summary": screen.translate(rule.summary),
            "manual": rule.about.manual or None,
            "page": page_text(rule, screen.translate),
            "bad": rule.about.bad.strip(),
            "good": rule.about.good.strip(),
        }
        for rule in all_rules()
    ]
