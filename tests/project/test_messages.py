"""Everything that people see exists in Dutch, complete and current."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.catalog import Message as Translated
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

from nummerplan.cli import nummerplan
from nummerplan.compiler.text import extract_messages as extract
from nummerplan.compiler.text.translate import languages, preferred_language, translator
from nummerplan.model.message import say

ROOT = Path(__file__).parents[2]
PO = ROOT / "compiler" / "text" / "locale" / "nl" / "LC_MESSAGES" / "nummerplan.po"
HOW = "run: make messages, and translate what it says"


def read_catalogue(text: bytes) -> Catalog:
    return read_po(text.splitlines(keepends=True), locale="nl")


CATALOGUE = read_catalogue(PO.read_bytes())


def singular(message: Translated) -> str:
    return str(message.id[0] if isinstance(message.id, tuple | list) else message.id)


def texts_of(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value or "",)


def fields(text: str) -> set[str]:
    """`{name}` of a template, and `%(name)s` of Click's older ones."""
    named = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
    return named | set(re.findall(r"%\(\w+\)\w", text))


def other_fields(one: str, other: str) -> bool:
    return fields(one) != fields(other)


def other_end(one: str, other: str) -> bool:
    return one[-1] in ".?" and one[-1] != other[-1]


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, without looking at the sources."""
    for message in catalogue:
        if not message.id:
            continue
        name, translations = singular(message), texts_of(message.string)
        if not all(translations):
            yield f"untranslated: {name}"
        elif message.fuzzy:
            yield f"fuzzy: {name}"
        elif any(map(other_fields, texts_of(message.id), translations)):
            yield f"other fields: {name}"
        elif any(map(other_end, texts_of(message.id), translations)):
            yield f"other end: {name}"
    yield from (f"obsolete: {name}" for name in catalogue.obsolete)


def test_every_message_is_translated_and_keeps_its_fields() -> None:
    assert list(faults(CATALOGUE)) == [], HOW


def test_the_catalogue_has_the_messages_that_there_are() -> None:
    known = {singular(message) for message in CATALOGUE if message.id}
    there = {text[0] if isinstance(text, tuple) else text for text in extract.extracted(nummerplan)}
    assert sorted(there - known) == [], HOW
    assert sorted(known - there) == [], HOW


def test_both_files_are_as_the_tool_writes_them() -> None:
    assert PO.read_bytes() == extract.as_po(extract.updated(PO, nummerplan)), HOW
    assert PO.with_suffix(".mo").read_bytes() == extract.as_mo(CATALOGUE), HOW


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "a {b}"\nmsgstr ""', "untranslated: a {b}"),
        ('#, fuzzy\nmsgid "a {b}"\nmsgstr "een {b}"', "fuzzy: a {b}"),
        ('msgid "a {b}"\nmsgstr "een {c}"', "other fields: a {b}"),
        ('msgid "%(b)s is"\nmsgstr "is"', "other fields: %(b)s is"),
        ('msgid "It is."\nmsgstr "Het is"', "other end: It is."),
        ('#~ msgid "gone"\n#~ msgstr "weg"', "obsolete: gone"),
        ('msgid "{n} plan"\nmsgid_plural "{n} plans"\nmsgstr[0] "{n} plan"\nmsgstr[1] ""', "untranslated: {n} plan"),
    ],
)
def test_a_bad_entry_is_noticed(entry: str, fault: str) -> None:
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    assert list(faults(read_catalogue(f"{header}{entry}\n".encode()))) == [fault]


ENGLISH = re.compile(r"\b(the|and|with|which|who|what|where|from|by|are|this|that|not|has|have|its|when|only)\b", re.I)
REPLACED = re.compile(r"\b(je|jij|jouw|alsjeblieft|toewijzing|portaal|overloop|nachtdoorschakeling|mailbox)\b", re.I)
"""Words for which the portal has others: u, waarde met sleutels, portal, doorschakelen na wachttijd, voicemailbox."""


def sentences() -> Iterator[tuple[str, str]]:
    """Each message and its Dutch, without code, fields, and the keys of a plan (`when:`, DE-BY)."""
    for message in CATALOGUE:
        for text in texts_of(message.string) if message.id else ():
            yield singular(message), re.sub(r"`[^`]*`|\{[^}]*\}|\b[a-z_]+:(?=\s)|DE-BY|\bde when\b", "", text)


def test_no_translation_is_half_english() -> None:
    assert [(name, dutch) for name, dutch in sentences() if ENGLISH.search(dutch)] == []


def test_dutch_has_the_words_of_the_portal() -> None:
    assert [(name, dutch) for name, dutch in sentences() if REPLACED.search(dutch)] == []


def test_people_do_not_ring() -> None:
    """Telephones do: it is `het toestel van anna gaat over`."""
    people = re.compile(
        r"(?<!van dat )(?<!voor deze )\b(leden|lid|gebruikers?|iemand|mensen) (gaan|gaat)( \w+){0,2} over\b"
    )
    assert [(name, dutch) for name, dutch in sentences() if people.search(dutch)] == []


def said() -> Iterator[tuple[str, ast.Call]]:
    for folder in extract.FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_sentence_is_a_literal_with_its_fields_given() -> None:
    wrong = []
    for place, call in said():
        template = call.args[0] if len(call.args) == 1 else None
        if not isinstance(template, ast.Constant) or not isinstance(template.value, str):
            wrong.append(f"{place}: the template is not a literal")
            continue
        given = {keyword.arg for keyword in call.keywords}
        if None not in given and given != fields(template.value):
            wrong.append(f"{place}: fields {sorted(fields(template.value))}, given {sorted(map(str, given))}")
    assert wrong == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_BE@euro"}, "nl"),
        ({"LANG": "nl-NL"}, "nl"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "nl"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "nl:en"}, "nl"),
        ({"LANG": "nl_NL", "LANGUAGE": "en"}, "en"),
        ({"LANG": "nl_NL", "LANGUAGE": "fy:nl"}, "nl"),
        ({"LANG": "nl_NL", "LC_MESSAGES": "en_US"}, "en"),
        ({"LANG": "nl_NL", "LC_ALL": "POSIX"}, "en"),
        ({"LANG": "nl_NL", "LC_ALL": ""}, "nl"),
        ({"LANG": "../../etc/passwd"}, "en"),
        ({"LANG": "\x00"}, "en"),
    ],
)
def test_the_locale_decides_the_language(environment: dict[str, str], language: str) -> None:
    assert preferred_language(environment) == language


def test_there_are_english_and_dutch() -> None:
    assert languages() == ("en", "nl")
    assert translator("en")("extension") == "extension"


def test_messages_in_messages_are_translated_too() -> None:
    dutch = translator("nl")
    sentence = say(
        "{found} in {plans} ({objects})", found="-", plans=say("1 plan"), objects=say("{count} objects", count=3)
    )
    assert sentence.text(dutch) == "- in 1 plan (3 objecten)"


def run(*arguments: str, locale: str = "C") -> Result:
    environment = {"LC_ALL": locale, "LANGUAGE": None}
    return CliRunner(env=environment).invoke(nummerplan, arguments)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """Click's language is the process's: a test must not leave it Dutch."""
    from gettext import textdomain

    domain = textdomain()
    yield
    textdomain(domain)


def test_the_command_line_speaks_dutch() -> None:
    for result in (run("--lang", "nl", "--help"), run("--lang=nl", "-h"), run("--help", locale="nl_NL.UTF-8")):
        assert result.output.startswith("Gebruik: ")
        assert "Toon deze" in result.output
        assert "Lees, controleer en beoordeel" in result.output


def test_options_and_mistakes_are_explained_in_dutch() -> None:
    assert "Opties:" in run("--lang", "nl", "check", "--help").output
    assert "Hoe bevindingen worden geschreven." in run("--lang", "nl", "check", "--help").output
    assert "Fout: " in run("--lang", "nl", "chek").output
    assert "Fout: " in run("--lang", "nl", "rules", "--format", "xml").output


def test_help_is_english_again_afterwards() -> None:
    run("--lang", "nl", "--help")
    assert run("--help").output.startswith("Usage: ")
    assert "List the rules." in run("--help").output


def test_findings_are_told_in_dutch(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("nummerplan: 1\ncompany: {name: Mijn bedrijf}\n", encoding="utf-8")
    english, dutch = run("check", str(plan)).output, run("--lang", "nl", "check", str(plan)).output
    assert "error[NP101] company-number-missing: " in english
    assert "fout[NP101] company-number-missing: " in dutch
    assert "1 plan" in dutch.splitlines()[-1]
    assert not set(english.splitlines()[-1:]) & set(dutch.splitlines()[-1:])
