"""Write the documentation that is made from the rules, the targets and the model: `python docs/generate.py`.

It makes docs/rules/ (a page for each rule, and an index), docs/glossary.md, docs/platforms.md, docs/settings.md and
the two schemas, docs/plan.schema.json and docs/settings.schema.json. A test fails when one of them is not what this
would write.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from nummerplan.compiler.text.documentation_pages import glossary_page, platforms_page, rule_page, rules_index
from nummerplan.compiler.text.schema import json_schema, settings_schema
from nummerplan.compiler.text.translate import ENGLISH, translator
from nummerplan.model.settings.project import CheckSettings, PathSettings, SecretsSettings
from nummerplan.model.settings.table import SettingsTable
from nummerplan.rules import all_rules
from nummerplan.targets import all_targets, platforms

DOCS = Path(__file__).parent


def generated() -> dict[str, str]:
    """The text of every generated file, by its path below docs."""
    english = translator(ENGLISH)
    files = {f"rules/{rule.name}.md": rule_page(rule, english) for rule in all_rules()}
    files["rules/README.md"] = rules_index(all_rules(), english)
    files["glossary.md"] = glossary_page()
    pages = {target.name: target.page for target in all_targets()}
    kinds = {name: (pages[name], found.settings.meanings()) for name, found in platforms().items()}
    files["platforms.md"] = platforms_page(kinds)
    files["plan.schema.json"] = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    files["settings.md"] = settings_page()
    files["settings.schema.json"] = json.dumps(settings_schema(), indent=2, ensure_ascii=False) + "\n"
    return files


def settings_page() -> str:
    """Every table of the file with its keys."""
    lines = [
        "# Settings",
        "",
        "`nummerplan.toml` at the root of a repository holds for all plans below it; every table and every key may be",
        "absent. It counts for a plan when it stands in the plan's folder or above it: the nearest one alone, and none",
        "beyond the repository. Relative paths are seen from the folder of the file, and `~` is your own folder.",
        "Options of the command line come before it; paths there are seen from where the command is started.",
        "",
        "A value that cannot be used is found by every command that reads the file: exit code 2. Editors that know",
        "TOML (Taplo, and Even Better TOML in Visual Studio Code) find it too when the file begins with",
        "",
        "```toml",
        "#:schema settings.schema.json",
        "```",
        "",
        "`nummerplan schema --settings > settings.schema.json` writes that schema; the same file is",
        "[settings.schema.json](settings.schema.json) in this folder. This page is made from the same model.",
    ]
    for name, table in _tables():
        lines += ["", f"## `[{name}]`", "", (table.__doc__ or "").partition("\n")[0], "", "| Key | Meaning |"]
        lines += ["| --- | --- |", *(f"| `{key}` | {meaning} |" for key, meaning in table.meanings().items())]
    return "\n".join(lines) + "\n"


def _tables() -> Iterator[tuple[str, type[SettingsTable]]]:
    yield "check", CheckSettings
    yield "[check.paths]", PathSettings
    yield "secrets", SecretsSettings
    for target in all_targets():
        if target.settings is not None:
            yield f"targets.{target.name}", target.settings
    for found in platforms().values():
        yield "platforms.NAME", found.settings


def written() -> dict[str, str]:
    """What is there now; of the folder of rule pages, everything."""
    names = ("glossary.md", "platforms.md", "plan.schema.json", "settings.md", "settings.schema.json")
    paths = [*DOCS.glob("rules/*"), *(DOCS / name for name in names)]
    return {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in paths if path.is_file()}


def main() -> None:
    """Write what differs, and remove pages of rules that are gone."""
    wanted, found = generated(), written()
    for name in found.keys() - wanted.keys():
        (DOCS / name).unlink()
    for name, text in wanted.items():
        if found.get(name) != text:
            (DOCS / name).parent.mkdir(exist_ok=True)
            (DOCS / name).write_text(text, encoding="utf-8")
            sys.stdout.write(f"docs/{name}\n")


if __name__ == "__main__":
    main()
