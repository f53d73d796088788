"""Random plans in which every text is nasty, and their sisters with the same structure and tame texts.

A plan's texts are first replaced by places that are numbered: keys of objects wherever they are named, names of people,
groups, boxes, schedules, days and rules, labels, spoken texts, recordings, mail addresses, accounts, and texts where
something else is wanted (an extension, a time zone, a caller that is blocked). Then one word is put into each place.
"""

import random
import re
from collections.abc import Callable
from io import StringIO
from typing import Any

from linked_plans import linked_plan
from oracle.random_plans import random_plan
from ruamel.yaml import YAML

from nummerplan.model.calls.linked_plan import LinkedPlan

NASTY = (
    "x)\nexten => s,1,System(touch /tmp/owned)",
    "a,b,c",
    "a;b",
    ";--",
    "--;",
    "${SHELL(id)}",
    "$[1+1]",
    "${NP_USER}",
    "[new](!)",
    "\n[trunk](+)\ncontext=evil",
    "\n#exec touch /tmp/owned",
    "\n#include /etc/passwd",
    "#exec id",
    "#include /etc/passwd",
    "same => n,System(id)",
    "\n same => n,System(id)",
    'x" <112>',
    '"',
    "'; DROP",
    "{{ 7*7 }}",
    "{% raw %}",
    "a&PJSIP/trunk",
    "\\",
    "\\,",
    "\\;",
    "%s%n",
    "Zoë 😀",
    "\u0430nna",
    "\u2028exten => s,1,System(id)",
    "\u0085exten => s,1,System(id)",
    "a\0b",
    "a|b",
    "<script>",
    "()",
    "))",
    "((",
    "]",
    "=>",
    "= x",
    "x\tSystem(id)",
    "nieuw]\n[evil]",
    "a\rexten => s,1,System(id)",
    "a\x0bb\x0cc",
    "\x1b[31m",
    "`id`",
    "$(id)",
    "_X.",
    "*",
    "#",
    "..",
    "../../../etc/passwd",
    "/",
    "a/b",
    "@default",
    " ",
    "x" * 5_000,
    "é" * 2_000,
)
REFUSED = ("ａｎｎａ", "\u200b", "\u202egnp.exe")
"""Letters that look like others or like nothing: reading refuses them, and nothing is compiled."""

RESERVED = ("global", "general", "globals", "default", "trunk", "transport", "system", "h", "i", "t", "s", "default-x")
"""Keys that mean something as the name of a section, a context or an extension."""

OBJECTS = ("schedules", "holidays", "users", "hunt_groups", "auto_attendants", "mailboxes")
NAMES = frozenset({"first_name", "last_name", "infix", "name", "label", "say", "email", "copy_to", "sip_username"})
PLACE = re.compile(r"@(key|text)(\d+)@")

Words = Callable[[str, int], str]
"""Gives the word for a place: what kind it is (`key`, `text`), and its number."""


def sisters(seed: int) -> tuple[LinkedPlan, LinkedPlan]:
    """A plan with tame texts and the same plan with nasty ones."""
    dice = random.Random(seed)  # noqa: S311 - a seed, so that it can be repeated
    sections = _with_places(YAML(typ="base", pure=True).load(StringIO(random_plan(seed))), dice)
    return linked_plan(_text(sections, _tame)), linked_plan(_text(sections, _nasty(dice)))


SOUND = """\
nummerplan: 1
company: {name: @text0@, main_number: 088-7654000, business_hours: @key0@}
numbers: [088-7654000..088-7654009]
schedules: {@key0@: {name: @text2@, mon-fri: 08:30-17:30}}
holidays: {@key1@: {name: @text3@, dates: {2026-12-24: {name: @text4@, closed: 12:00-24:00}}}}
users:
  @key2@:
    {first_name: @text5@, last_name: @text6@, extension: 201, number: 088-7654001, block_outgoing: [international],
     devices: [{model: yealink-t54w, name: @text7@}], voicemail: {email: a@b.example, when: [busy, no_answer]}}
  @key3@:
    {first_name: @text8@, last_name: @text9@, extension: 202, number: 088-7654002, devices: [{model: generic-sip}],
     voicemail: {email: a@b.example, when: [busy, no_answer]},
     blocked_callers: {rules: [{name: @text10@, numbers: [0201234567]}]}}
hunt_groups:
  @key4@: {name: @text11@, extension: 301, members: [@key2@, @key3@], overflow: {after: 45s, to: @key5@}}
mailboxes:
  @key5@: {name: @text12@, extension: 401, greeting: {say: @text13@}, email: a@b.example}
auto_attendants:
  @key6@:
    {name: @text14@, number: 088-7654000, holidays: @key1@,
     business_hours_menu:
       {greeting: {say: @text15@}, keys: {1: {transfer: @key4@, label: @text16@}, 9: {operator: @key2@}}},
     after_hours_menu: {greeting: {say: @text17@}, keys: {0: {operator: @key5@}}}}
calls:
  - {name: @text18@, dial: 088-7654000, press: [1], at: Mon 10:00, rings: [@key2@], answered_by: @key3@}
  - {name: @text19@, dial: 088-7654000, press: [1], at: Mon 10:00, rings: [@key2@], answered_by: @key2@}
"""
"""A plan without errors, but for a test that fails, with a place for every text that can be shown."""


def sound_plan(words: Words) -> str:
    """The text of a plan that is judged, compiled and tested, with a word in every place."""
    return PLACE.sub(lambda place: _scalar(place[0], words), SOUND)


def nasty_words(seed: int, keys: bool = False) -> Words:
    """Nasty words chosen by chance; of `keys` too, which the rules refuse while reading does not."""
    dice = random.Random(seed)  # noqa: S311 - a seed, so that it can be repeated
    chosen: dict[tuple[str, int], str] = {}

    def word(kind: str, number: int) -> str:
        if kind == "text":
            return chosen.setdefault((kind, number), dice.choice(NASTY)[:90])
        return chosen.setdefault((kind, number), f"k{number}{dice.choice(NASTY) if keys else ''}"[:90])

    return word


def _tame(kind: str, number: int) -> str:
    return f"k{number}" if kind == "key" else f"Naam{number}"


def _nasty(dice: random.Random) -> Words:
    """Words that would do harm if they were believed; keys begin with a letter, and no two are the same."""
    reserved = dice.sample(RESERVED, len(RESERVED))

    def word(kind: str, number: int) -> str:
        if kind == "text":
            return dice.choice(NASTY)
        return reserved.pop() if reserved and dice.random() < 0.3 else f"k{number}{dice.choice(NASTY)}"[:90]

    known: dict[tuple[str, int], str] = {}
    return lambda kind, number: known.setdefault((kind, number), word(kind, number))


def _with_places(sections: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The plan with a place for every text, and with texts where random plans have none."""
    keys = [key for section in OBJECTS for key in sections.get(section, {})]
    keys += sections.get("mobile", {}).get("subscriptions", {})
    places = {key: f"@key{number}@" for number, key in enumerate(keys)}
    numbers = iter(range(1_000_000))

    def text() -> str:
        return f"@text{next(numbers)}@"

    def replaced(value: Any, field: str = "") -> Any:
        if isinstance(value, dict):
            return {places.get(key, key): replaced(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [replaced(one) for one in value]
        return text() if field in NAMES else places.get(value, value)

    found = replaced(sections)
    found["company"]["music_on_hold"] = f"{text()}.wav"
    if dice.random() < 0.2:
        found["company"]["time_zone"] = text()
    _more_texts(found, dice, text)
    return found


def _more_texts(plan: dict[str, Any], dice: random.Random, text: Callable[[], str]) -> None:
    """Texts in settings that random plans leave out."""
    for schedule in plan.get("schedules", {}).values():
        schedule["name"] = text()
    for calendar in plan.get("holidays", {}).values():
        calendar.setdefault("dates", {})["2026-12-31"] = {"name": text(), "closed": "16:00-24:00"}
    for user in plan.get("users", {}).values():
        user.setdefault("blocked_callers", {}).setdefault("rules", []).append(
            {"name": text(), "numbers": [dice.choice(("0201234567", text()))]}
        )
        user["infix"] = text()
        for device in user.get("devices", ()):
            device |= {"name": text(), "sip_username": text()}
        if "voicemail" in user:
            user["voicemail"] |= {
                "access": "phone",
                "greetings": {"busy": f"{text()}.wav", "no_answer": f"{text()}.wav"},
            }
        if dice.random() < 0.1:
            user["extension"] = text()
    for attendant in plan.get("auto_attendants", {}).values():
        menu = attendant.setdefault("business_hours_menu", {})
        menu["greeting"] = f"{text()}.wav"
        menu.setdefault("keys", {})["7"] = {"play": f"{text()}.wav", "label": text()}
    for box in plan.get("mailboxes", {}).values():
        box["greeting"] = f"{text()}.wav"


def _text(value: Any, words: Words) -> str:
    """A plan as YAML in one line, with a word in every place."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, words)}: {_text(one, words)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_text(one, words) for one in value) + "]"
    return _scalar(value, words)


def _scalar(value: str, words: Words) -> str:
    filled = PLACE.sub(lambda place: words(place[1], int(place[2])), value)
    if filled == value and re.fullmatch(r"[A-Za-z0-9+][A-Za-z0-9_.:+*-]*", value):
        return value
    return '"' + "".join(one if one.isalnum() and one.isascii() else f"\\U{ord(one):08x}" for one in filled) + '"'


FORMATS = (
    *(
        "](javascript:x)",
        "![x](http://e.example/x.png)",
        "[a][b]",
        "| a | b |",
        "\n| a |\n| - |",
        "<img src=x onerror=y>",
    ),
    *(
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#x41;",
        "</text><script>",
        "**a**",
        "~~a~~",
        "# a",
        "- a",
        "> a",
        "1. a",
    ),
    *(
        "```\na",
        "---",
        "$$a$$",
        "@team/all",
        "#1",
        "http://e.example",
        "www.e.example",
        "a@b.example",
        ":smile:",
        "\\|",
    ),
    *(
        "::error::x",
        "\n::error::x",
        "%0A::error::x",
        "%25",
        "::set-output name=a::b",
        "##[error]x",
        "\nok 2 - x",
        "# SKIP",
    ),
    *(
        "# TODO",
        "\n1..0",
        "Bail out!",
        "\n  ...",
        "\n---\nx: y",
        '"]; x [label="',
        '"; }',
        "end\nsubgraph x",
        "%%{init: {}}%%",
    ),
    *(
        'click n0 "x"',
        "style n0 fill:#f00",
        "#quot;",
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "{{secret a}}",
        "{{audio x}}",
    ),
    *(
        "{{group}}",
        "{{service provider}}",
        "!secret a",
        "*a",
        "&a b",
        "- a: b",
        "a: b",
        "? a",
        "yes",
        "~",
        "0x1F",
        "12:30",
    ),
    *("{name}", "{0}", "%(a)s", "\x9b31m", "\x7f", "\x1b]0;x\x07", "\u2029", "\u2066x", "\ufffe", "\U000e0041"),
)
"""What formats of ours and of others take for something to do."""


def nasty_name(number: int, dice: random.Random) -> str:
    """A name of a few letters that somebody could take for something to do; the number makes it one of its kind."""
    word = "".join(dice.choice((*NASTY, *FORMATS))[:14] for _ in range(dice.choice((1, 1, 1, 2))))
    return f"{word}{number}" if dice.random() < 0.5 else f"{number}{word}"
