"""Bring the catalogues of messages up to date, for `make messages`. Needs Babel; no other module imports it.

Collected are the templates of `say(...)`, the rules' pages, what the model says of its settings, the commands' help,
and the texts of Click that people see. A new message comes in untranslated, one that is gone goes; the `.mo` beside
each `.po` is what gettext reads.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from inspect import cleandoc
from io import BytesIO
from pathlib import Path

import click
from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from nummerplan.compiler.reading.glossary import groups
from nummerplan.compiler.text.documentation_pages import paragraphs
from nummerplan.rules import all_rules

LOCALES = Path(__file__).resolve().parent / "locale"
ROOT = LOCALES.parents[2]
FOLDERS = ("compiler", "model", "rules", "targets", "src/nummerplan/cli")
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The same messages give the same file on any day."""

TemplateText = str | tuple[str, ...]
"""A message, or its singular and plural."""


def extracted(program: click.Command) -> set[TemplateText]:
    """Every text that people may see and that is not data; `program` is the command line."""
    return {*_messages(), *_pages(), *_settings(), *_help(program), *_clicks()}


def _messages() -> Iterator[TemplateText]:
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):  # Babel does not look into f-strings
            match node:
                case ast.Call(func=ast.Name(id="say"), args=[ast.Constant(value=str(text))]):
                    yield text


def _pages() -> Iterator[TemplateText]:
    """Each rule's summary, and its page paragraph by paragraph: a changed one is translated anew, and no other."""
    for rule in all_rules():
        yield rule.summary
        yield from paragraphs(rule)


def _settings() -> Iterator[TemplateText]:
    for entry in (entry for group in groups() for entry in group.entries):
        yield from filter(None, (entry.description, entry.unit))


def _help(program: click.Command) -> Iterator[TemplateText]:
    commands = [program]
    if isinstance(program, click.Group):
        context = click.Context(program)
        names = program.list_commands(context)
        commands += [command for name in names if (command := program.get_command(context, name))]
    for command in commands:
        texts = [command.help, command.short_help, *(getattr(option, "help", None) for option in command.params)]
        yield from (cleandoc(text) for text in texts if text)


def _clicks() -> Iterator[TemplateText]:
    """What Click says of usage and of options, in the installed version."""
    for path in sorted(Path(click.__file__).parent.glob("[!_]*.py")):
        if path.stem != "testing":
            keywords = {"_": None, "ngettext": (1, 2)}
            yield from (found[1] for found in extract_from_file("python", path, keywords))


def updated(file: Path, program: click.Command) -> Catalog:
    """A catalogue with the messages there are now, and the translations it has of them."""
    with file.open("rb") as stream:
        old = read_po(stream, locale=file.parents[1].name)
    fresh = Catalog(
        locale=old.locale, project="nummerplan", fuzzy=False, creation_date=UNDATED, revision_date=UNDATED,
        header_comment="# Dutch for nummerplan. The terms are those of the portal and its manual.",
        last_translator="nummerplan", language_team="nummerplan", copyright_holder="nummerplan", charset="utf-8",
    )  # fmt: skip
    for text in extracted(program):
        known = old.get(text[0] if isinstance(text, tuple) else text)
        fresh.add(text, known.string if known and not known.fuzzy else None)
    return fresh


def as_po(catalogue: Catalog) -> bytes:
    """The text that translators edit, in order of the alphabet."""
    stream = BytesIO()
    write_po(stream, catalogue, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    return stream.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """What gettext reads."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def _forms(translation: str | Iterable[str] | None) -> tuple[str, ...]:
    return (translation or "",) if isinstance(translation, str | None) else tuple(translation)


def write_catalogues(program: click.Command) -> None:
    """Write every catalogue, and say what still has to be translated."""
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        catalogue = updated(file, program)
        file.write_bytes(as_po(catalogue))
        file.with_suffix(".mo").write_bytes(as_mo(catalogue))
        missing = [str(message.id) for message in catalogue if message.id and not all(_forms(message.string))]
        sys.stdout.write(f"{file.relative_to(ROOT)}: {len(catalogue)} messages, {len(missing)} to translate\n")
