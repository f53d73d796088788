"""Documentation made from what the rules and the model say of themselves, as Markdown."""

from collections.abc import Iterable, Iterator, Mapping

from nummerplan.compiler.reading.glossary import Entry, Group, fields_of, groups
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
}
"""What the codes of rules begin with."""


def rule_page(rule: Rule, translate: Translate) -> str:
    """A rule's page: what is wrong and why, a plan in which it reports, and one in which it does not."""
    about = rule.about
    level = say("Level: {level}.", level=level_name(about.level)).text(translate)
    manual = say("Manual: section {section}.", section=about.manual).text(translate) if about.manual else ""
    silent = say("Left out where {rules} reports the same place.", rules=", ".join(about.gives_way_to)).text(translate)
    summary, _, rest = rule.page.strip().partition("\n")
    parts = [
        f"# {rule.code} {rule.name}",
        f"{translate(summary.rstrip('.'))}.",
        f"{level} {manual}".rstrip(),
        rest.strip(),
        silent if about.gives_way_to else "",
        f"## {say('A plan with this finding').text(translate)}",
        say("Reported on the lines that end in `# <-`.").text(translate),
        f"```yaml\n{about.bad.strip()}\n```",
        f"## {say('A plan without it').text(translate)}",
        f"```yaml\n{about.good.strip()}\n```",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def rules_index(rules: Iterable[Rule], translate: Translate) -> str:
    """All rules by chapter, each with a link to its page."""
    lines = [f"# {say('Rules').text(translate)}"]
    chapter = ""
    for rule in rules:
        if rule.code[:3] != chapter:
            chapter = rule.code[:3]
            lines += ["", f"## {chapter_name(chapter, translate)}", "", *_header("Code", "Name", "Level", "Summary")]
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


def entry_page(group: Group, entry: Entry, translate: Translate) -> str:
    """One key, for `explain`."""
    return "\n".join([f"# {group.path(entry)}", "", entry.description, "", *_facts(group, entry, translate)]) + "\n"


def _facts(group: Group, entry: Entry, translate: Translate) -> Iterator[str]:
    facts = (
        (say("Default"), entry.default),
        (say("Unit"), entry.unit),
        (say("Values"), ", ".join(entry.choices)),
        (say("Keys"), ", ".join(_keys_of(group.path(entry)))),
        (say("Portal label"), entry.portal),
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


def _places(group: Group) -> str:
    return ", ".join(f"`{place}`" for place in group.places) if group.places[0] else "The plan"


def _row(group: Group, entry: Entry, targets: list[str]) -> str:
    meaning = f"{entry.description} ({', '.join(entry.choices)})" if entry.choices else entry.description
    held = fields_of(group, entry)
    fields = [", ".join(f"`{field}`" for field in held.get(target, ())) for target in targets]
    cells = [f"`{entry.key}`", entry.portal, meaning, entry.default, entry.unit, entry.manual, *fields]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
