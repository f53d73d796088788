"""A comment `#:` is a lost key only among the keys of a menu, and only where it reads as an action."""

import pytest

from nummerplan.compiler.pipeline import check_text

PLAN = """nummerplan: 1
company: {name: X, main_number: 088-7654000}
numbers: [088-7654000]
users:
  #: AMONG THE USERS
  els: {first_name: Els, last_name: Smit, number: 088-7654000, extension: 201}
auto_attendants:
  m:
    extension: 300
    business_hours_menu:
      greeting: recorded
      keys:
        0: {operator: els}
        #: AMONG THE KEYS
    night_forwarding: off
    #: BEHIND THE MENU
"""


def lost(text: str) -> list[int]:
    """The lines on which a key was lost."""
    return [f.span.begin.line for f in check_text(text).findings if f.rule == "hash-key-lost"]


@pytest.mark.parametrize("place", ["AMONG THE USERS", "BEHIND THE MENU"])
@pytest.mark.parametrize("words", ["medewerkers van de balie", "repeat_menu"])
def test_a_comment_elsewhere_is_a_comment(place: str, words: str) -> None:
    assert not lost(PLAN.replace(place, words))


@pytest.mark.parametrize("words", ["de overige toetsen doen niets", "zie het handboek: 6.8.3"])
def test_a_sentence_among_the_keys_is_a_comment(words: str) -> None:
    assert not lost(PLAN.replace("AMONG THE KEYS", words))


@pytest.mark.parametrize(
    "action", ["repeat_menu", "hang_up  # einde", "els", "201", "088-7654000", "{transfer: els, label: Balie}", '"els"']
)
def test_an_action_among_the_keys_is_a_lost_key(action: str) -> None:
    assert lost(PLAN.replace("AMONG THE KEYS", action)) == [14]


def test_the_only_key_of_a_menu_can_be_lost_too() -> None:
    assert lost(PLAN.replace("        0: {operator: els}\n", "").replace("AMONG THE KEYS", "repeat_menu")) == [13]


def test_it_is_lost_between_braces_too() -> None:
    keys = "keys: {\n        0: {operator: els},\n        #: repeat_menu,\n        1: els}"
    text = PLAN.replace("keys:\n        0: {operator: els}\n        #: AMONG THE KEYS", keys)
    assert lost(text) == [14]
