"""Documentation made from what the rules and the model say of themselves, as Markdown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import fill

from nummerplan.compiler.reading.glossary import GlossaryEntry, GlossaryGroup, fields_of, groups
from nummerplan.compiler.text.portal_words import ABOUT_THE_ROUTER
from nummerplan.compiler.text.summary import level_name
from nummerplan.model.message import Translate, say
from nummerplan.model.rule import Rule
from nummerplan.targets import all_targets

CHAPTERS = {
    "NP0": say("Reading and typing"),
    "NP1": say("Numbers and extensions"),
    "NP2": say("Where calls go"),
    "NP3": say("Night, hours and forwards"),
    "NP4": say("Schedules and holidays"),
    "NP5": say("Voicemail and audio"),
    "NP6": say("Devices"),
    "NP7": say("Portal and mobile"),
    "NP8": say("Platforms"),
}
"""What the codes of rules begin with."""


def rule_page(rule: Rule, translate: Translate) -> str:
    """A rule's page: what is wrong and why, a plan in which it reports, and one in which it does not."""
    about = rule.about
    level = say("Level: {level}.", level=level_name(about.level)).text(translate)
    manual = say("Manual: section {section}.", section=about.manual).text(translate) if about.manual else ""
    silent = say("Left out where {rules} reports the same place.", rules=", ".join(about.gives_way_to)).text(translate)
    parts = [
        f"# {rule.code} {rule.name}",
        f"{translate(rule.summary)}.",
        f"{level} {manual}".rstrip(),
        _body(rule, translate),
        silent if about.gives_way_to else "",
        f"## {say('A plan with this finding').text(translate)}",
        say("Reported on the lines that end in `# <-`.").text(translate),
        f"```yaml\n{about.bad.strip()}\n```",
        f"## {say('A plan without it').text(translate)}",
        f"```yaml\n{about.good.strip()}\n```",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def page_text(rule: Rule, translate: Translate) -> str:
    """What a rule says of itself, in the reader's language."""
    return f"{translate(rule.summary)}.\n\n{_body(rule, translate)}"


def paragraphs(rule: Rule) -> Iterator[str]:
    """What follows the summary of a rule's page, piece by piece as it is translated: paragraphs and items of lists."""
    yield from (_one_line(item) for block in _blocks(rule) for item in block)


def _body(rule: Rule, translate: Translate) -> str:
    return "\n\n".join("\n".join(_translated(item, translate) for item in block) for block in _blocks(rule))


def _blocks(rule: Rule) -> Iterator[list[str]]:
    """Paragraphs as they are written; a list is one of several items."""
    yield from (re.split(r"\n(?=- )", block) for block in rule.page.strip().split("\n\n")[1:])


def _one_line(item: str) -> str:
    return " ".join(item.removeprefix("- ").split())


def _translated(item: str, translate: Translate) -> str:
    """A paragraph or item in lines of its own; one without translation keeps those in which it is written."""
    text = translate(_one_line(item))
    if text == _one_line(item):
        return item
    dash = "- " if item.startswith("- ") else ""
    return fill(dash + text, 118, subsequent_indent=" " * len(dash), break_long_words=False, break_on_hyphens=False)


def rules_index(rules: Iterable[Rule], translate: Translate) -> str:
    """All rules by chapter, each with a link to its page."""
    lines = [f"# {say('Rules').text(translate)}"]
    chapter = ""
    for rule in rules:
        if rule.code[:3] != chapter:
            chapter = rule.code[:3]
            columns = (say("Code"), say("Name"), say("Level"), say("Summary"))
            header = _header(*(column.text(translate) for column in columns))
            lines += ["", f"## {chapter_name(chapter, translate)}", "", *header]
        level = level_name(rule.about.level).text(translate)
        lines.append(f"| {rule.code} | [{rule.name}]({rule.name}.md) | {level} | {translate(rule.summary)} |")
    return "\n".join(lines) + "\n"


def chapter_name(code: str, translate: Translate) -> str:
    """What a code's first three characters stand for."""
    name = CHAPTERS.get(code[:3])
    return name.text(translate) if name else code[:3]


def glossary_page() -> str:
    """Every key of the plan language with its label in the portal and the fields of targets that hold it."""
    lines = [
        "# Glossary",
        "",
        "Every key of the plan language: the Dutch label in the portal, the meaning, what an absent key means, the",
        "section of the manual, and the fields of each target that hold it. Made from the model and the targets;",
        "`nummerplan explain KEY` shows the same for one key, and knows the Dutch labels and the fields too.",
    ]
    targets = [target.name for target in all_targets() if target.fields()]
    for group in groups():
        lines += ["", f"## {_places(group)}", "", group.summary, ""]
        lines += _header("Key", "Portal label", "Meaning", "Default", "Unit", "Manual", *targets)
        lines += [_row(group, entry, targets) for entry in group.entries]
    return "\n".join(lines) + "\n"


def platforms_page(kinds: Mapping[str, tuple[str, Mapping[str, str]]]) -> str:
    """Every kind of platform: what its target says of itself, and the settings that it takes."""
    lines = [
        "# Platforms",
        "",
        "A plan's `platform` names a table `[platforms.NAME]` of `nummerplan.toml`, which says how to reach the",
        "platform. Made from what the targets say of themselves.",
    ]
    for kind, (page, settings) in kinds.items():
        lines += ["", f"## {kind}", "", page.strip(), "", *_header("Key", "Meaning")]
        lines += [f"| {key} | {meaning} |" for key, meaning in settings.items()]
    return "\n".join(lines) + "\n"


def entry_page(group: GlossaryGroup, entry: GlossaryEntry, translate: Translate, value: str = "") -> str:
    """One key, or one of the words that it takes, for `explain`."""
    title = f"# {group.path(entry)}: {value}" if value else f"# {group.path(entry)}"
    facts = _facts(group, entry, translate, value)
    return "\n".join([title, "", translate(entry.description), "", *facts]) + "\n"


def portal_page(label: str, section: str, title: str, translate: Translate) -> str:
    """A word of the portal for which a plan has none, for `explain`."""
    if section == ABOUT_THE_ROUTER:
        said = say("It is a setting of the router or the line; neither the portal nor a plan sets it.")
    else:
        said = say("It is shown by the portal only; a plan does not set it.")
    manual = say("Manual: section {section}, {title}.", section=section, title=title)
    return f"# {label}\n\n{said.text(translate)} {manual.text(translate)}\n"


DEFAULTS = {"mandatory": say("mandatory"), "none": say("none")}
"""What stands for a default that is no value of the plan language."""


def _facts(group: GlossaryGroup, entry: GlossaryEntry, translate: Translate, value: str) -> Iterator[str]:
    default = DEFAULTS.get(entry.default)
    shown = (f"{word} ({label})" for word, label in entry.values if not value or word == value)
    facts = (
        (say("Default"), default.text(translate) if default else entry.default),
        (say("Unit"), entry.unit and translate(entry.unit)),
        (say("Values"), ", ".join(entry.choices)),
        (say("Keys"), ", ".join(_keys_of(group.path(entry)))),
        (say("Portal label"), entry.portal),
        (say("Values in the portal"), ", ".join(shown)),
        (say("Manual section"), entry.manual),
        (say("Also at"), ", ".join(f"{place}.{entry.key}" for place in group.places[1:])),
        *((say("Fields of {target}", target=name), ", ".join(held)) for name, held in fields_of(group, entry).items()),
    )
    yield from (f"- {name.text(translate)}: {value}" for name, value in facts if value)


def _keys_of(path: str) -> Iterator[str]:
    """The keys of a mapping, or of the mappings in it."""
    for group in groups():
        if {path, f"{path}.KEY", f"{path}[]"} & set(group.places):
            yield from (entry.key for entry in group.entries)


def _header(*names: str) -> list[str]:
    return [f"| {' | '.join(names)} |", f"| {' | '.join('---' for _ in names)} |"]


def _places(group: GlossaryGroup) -> str:
    return ", ".join(f"`{place}`" for place in group.places) if group.places[0] else "The plan"


def _row(group: GlossaryGroup, entry: GlossaryEntry, targets: list[str]) -> str:
    meaning = f"{entry.description} ({', '.join(entry.choices)})" if entry.choices else entry.description
    held = fields_of(group, entry)
    fields = [", ".join(f"`{field}`" for field in held.get(target, ())) for target in targets]
    labels = ", ".join(labels for _, labels in entry.values)
    portal = f"{entry.portal} ({labels})".lstrip() if labels else entry.portal
    cells = [f"`{entry.key}`", portal, meaning, entry.default, entry.unit, entry.manual, *fields]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
