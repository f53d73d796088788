"""Everything that `explain` and `rules` say is Dutch with `--lang nl`: each piece goes through the catalogue."""

import json
import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from nummerplan.cli import nummerplan
from nummerplan.compiler.reading.glossary import GlossaryEntry, GlossaryGroup, fields_of, groups
from nummerplan.compiler.text.documentation_pages import (
    entry_page,
    page_text,
    paragraphs,
    portal_page,
    rule_page,
    rules_index,
)
from nummerplan.compiler.text.explain import explain
from nummerplan.compiler.text.extract_messages import LOCALES
from nummerplan.compiler.text.loss_pages import loss_names, loss_page
from nummerplan.compiler.text.portal_words import only_in_portal
from nummerplan.compiler.text.translate import translator
from nummerplan.model.rule import Rule
from nummerplan.rules import all_rules

with (LOCALES / "nl" / "LC_MESSAGES" / "nummerplan.po").open("rb") as stream:
    DUTCH = {message.id: message.string for message in read_po(stream, locale="nl") if isinstance(message.id, str)}

ENTRIES = [(group, entry) for group in groups() for entry in group.entries]
ENGLISH = re.compile(
    r"\b(the|and|with|which|who|what|where|from|by|are|this|that|not|has|have|they|its|when|only)\b", re.I
)
"""Words that no Dutch sentence has; so a sentence without any is not half English."""


def marked(template: str) -> str:
    """Stands for the translation: what did not come through here is outside the marks, or not in the catalogue."""
    assert DUTCH.get(template), f"no Dutch for: {template!r}"
    return f"⟦{template}⟧"


def unmarked(page: str) -> str:
    """A page without its translated pieces and its examples."""
    rest = re.sub(r"^```yaml\n.*?^```$", "", page, flags=re.M | re.S)
    while rest != (rest := re.sub(r"⟦[^⟦⟧]*⟧", "", rest)):
        pass
    return rest


def held(group: GlossaryGroup, entry: GlossaryEntry) -> list[str]:
    """The fields of all targets that hold a setting."""
    return [field for fields in fields_of(group, entry).values() for field in fields]


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_rules_page_is_dutch(rule: Rule) -> None:
    assert unmarked(rule_page(rule, marked)).split() == [
        "#", rule.code, rule.name, ".", *["-"] * rule.page.count("\n- "), "##", "##",
    ]  # fmt: skip
    for english in (rule.summary, *paragraphs(rule)):
        assert DUTCH[english] != english
    assert not unmarked(page_text(rule, marked)).replace("- ", "").strip(" .\n")


@pytest.mark.parametrize("name", loss_names())
def test_the_page_of_a_loss_is_dutch(name: str) -> None:
    page = loss_page(name, marked)
    assert page is not None
    assert unmarked(page).split() == ["#", name]


@pytest.mark.parametrize(("group", "entry"), ENTRIES, ids=lambda part: getattr(part, "key", None))
def test_a_settings_page_is_dutch(group: GlossaryGroup, entry: GlossaryEntry) -> None:
    data = {entry.key, *group.places, entry.default, *entry.choices, entry.portal, entry.manual, *held(group, entry)}
    data |= {text for pair in entry.values for text in pair}
    data |= {
        found.key for inner, found in ENTRIES if any(place.startswith(group.path(entry)) for place in inner.places)
    }
    for value in ("", *(word for word, _ in entry.values)):
        assert words(unmarked(entry_page(group, entry, marked, value))) <= words(" ".join(data))
    assert DUTCH[entry.description] != entry.description


@pytest.mark.parametrize("word", ["Opslaan", "SIP ALG"])
def test_what_only_the_portal_shows_is_said_in_dutch(word: str) -> None:
    section, title = only_in_portal()[word]
    assert unmarked(portal_page(word, section, title, marked)).split() == ["#", *word.split()]


def test_lists_are_dutch() -> None:
    listed = unmarked(explain("name", all_rules(), marked) or "none")
    assert words(listed) <= {word for group, entry in ENTRIES for word in words(group.path(entry))}
    names = {word for rule in all_rules() for word in words(f"{rule.code} {rule.name} md")}
    assert words(unmarked(rules_index(all_rules(), marked))) <= names


def explained() -> Iterator[tuple[str, str]]:
    """The page of every rule, key, label and field, as `explain --lang nl` shows it."""
    dutch = translator("nl")
    asked = [rule.code for rule in all_rules()] + list(only_in_portal())
    for group, entry in ENTRIES:
        asked += [group.path(entry), entry.key, *held(group, entry), *(label for _, label in entry.labels)]
    for word in filter(None, dict.fromkeys(asked)):
        page = explain(word, all_rules(), dutch)
        assert page, f"nothing is said of {word}"
        yield word, page


def prose(page: str) -> str:
    """The sentences of a page: without examples, code, headings of paths, `when:` and the like, paths, and DE-BY."""
    text = re.sub(r"^```yaml\n.*?^```$", "", page, flags=re.M | re.S)
    text = re.sub(r"`[^`]*`|^#.*$|\{[^}]*\}|\b[a-z_]+:(?=\s)|\w+[._/][\w.\[\]/]+|DE-BY", "", text, flags=re.M)
    return re.sub(r"^- (Waarden|Sleutels): .*$", "", text, flags=re.M)


def test_no_english_sentence_is_left() -> None:
    wrong = {word: found[0] for word, page in explained() if (found := ENGLISH.search(prose(page)))}
    assert wrong == {}


def run(*arguments: str) -> str:
    return CliRunner(env={"LC_ALL": "C"}).invoke(nummerplan, ["--lang", "nl", *arguments]).output


def test_the_command_shows_what_the_pages_say() -> None:
    assert "Een oproep blijft rondgaan.\n\nNiveau: fout.\n" in run("explain", "NP205")
    assert "- Standaard: verplicht\n" in run("explain", "devices.model")
    assert "- Eenheid: keer overgaan van 5 seconden\n" in run("explain", "next_member_after.rings")
    assert "Dit staat alleen in de portal; een plan stelt het niet in." in run("explain", "Opslaan")


def test_rules_are_listed_with_dutch_summaries_and_pages() -> None:
    listed, rows = run("rules"), json.loads(run("rules", "--format", "json"))
    for rule, row in zip(all_rules(), rows, strict=True):
        assert f"  {DUTCH[rule.summary]}\n" in listed
        assert row["summary"] == DUTCH[rule.summary]
        assert row["page"].startswith(f"{row['summary']}.\n\n")
        assert not ENGLISH.search(prose(row["page"])), rule.name


def test_the_english_pages_are_as_they_are_written() -> None:
    english = translator("en")
    for rule in all_rules():
        assert page_text(rule, english) == rule.page.strip()
