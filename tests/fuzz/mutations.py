"""Damages texts: bytes, words, lines and structure, by chance that can be repeated."""

import random
import re
from collections.abc import Callable, Sequence

from nasty_plans import NASTY, REFUSED

Dice = random.Random
Damage = Callable[[str, Dice], str]

ODD = (
    *(
        "",
        " ",
        "~",
        "null",
        "true",
        "no",
        "on",
        "0",
        "-1",
        "1e400",
        "-0",
        ".inf",
        ".nan",
        "0x1F",
        "0o17",
        "1_000",
        "007",
    ),
    *(
        "9" * 400,
        "1" * 4301,
        "24:00",
        "12:30",
        "25:61",
        "08:30-17:30",
        "17:30-08:30",
        "00:00-24:00",
        "-",
        "--",
        "..",
        "a..b",
    ),
    *(
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "2026-12-24..2026-12-26",
        "9999-12-31..0001-01-01",
        "mon-fri",
        "fri-mon",
    ),
    *(
        "0854879610",
        "088-7654000",
        "088-7654000..088-7654009",
        "+31 6 12345678",
        "0612*",
        "*",
        "112",
        "1400",
        "00",
        "+",
    ),
    *("[]", "{}", "[[]]", "[{}]", "{a: }", "{? }", "[a, b, a]", "{to: anna}", "{voicemail: anna}", "{mailbox: post}"),
    *(
        "!!python/object:os.system id",
        "!!binary x",
        "!!float x",
        "!!set {a}",
        "!secret a/b",
        "!secret ''",
        "!x y",
        "! a",
    ),
    *(
        "&a",
        "*a",
        "&a [*a]",
        "&a {<<: *a}",
        "<<",
        "*",
        "&",
        "@",
        "`",
        "%",
        "|",
        ">-",
        "|9",
        "|\n",
        "? a",
        ": b",
        "# x",
        "'",
    ),
    *(
        "---",
        "...",
        "--- a\n--- b",
        "%YAML 9.9",
        "%TAG ! x",
        "\ufeff",
        "\u0000",
        "\x85",
        "\u2028",
        "\udcff",
        "\U0010ffff",
    ),
    *(
        "http://a/b",
        "../../x",
        "/dev/null",
        "audio/x.wav",
        "a@b.example",
        "NL",
        "XX",
        "Europe/Amsterdam",
        "Mars/Phobos",
    ),
    *(
        "{{secret a}}",
        "{{audio /etc/passwd}}",
        "{name}",
        "{0.__class__}",
        "%s%n",
        "$[1+1]",
        "{{ 7*7 }}",
        "\\",
        '"',
        "\\x",
    ),
)
"""What stands for a value where something else is wanted; as it is written in YAML."""

WORD = re.compile(r"[^\W_][\w.@*+-]*|\S")
DEEP = ("[", "{a: ", "- ", "? ", "{? ", "!x ", "&b ", '"', "'", "(", "<a>", '{"a":', "[[a]]\n", "a.b.")


def damaged(text: str, dice: Dice, words: Sequence[str] = ()) -> str:
    """The text with one to a few damages; many are small, so that most of it is still what it was."""
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        text = dice.choice(WAYS)(text, dice) if dice.random() < 0.6 or not words else _known_word(text, dice, words)
    return text


def changed(text: str, dice: Dice, words: Sequence[str]) -> str:
    """The text with a few words that are others of its kind: it is mostly still read, and says something else."""
    for _ in range(dice.choice((1, 1, 2, 3))):
        text = dice.choice(GENTLE)(text, dice) if dice.random() < 0.7 else _known_word(text, dice, words)
    return text


def changed_toml(text: str, dice: Dice) -> str:
    """Settings of which a few values are others that TOML can read."""
    lines = text.split("\n")
    for _ in range(dice.choice((1, 1, 1, 2))):
        at = dice.choice([number for number, line in enumerate(lines) if " = " in line])
        key = lines[at].partition(" = ")[0]
        word = "".join(f"\\U{ord(one):08x}" for one in nasty(dice)[:300] if not "\ud800" <= one <= "\udfff")
        same = [one for one in TOML if one[0] == lines[at].partition(" = ")[2][:1]]  # of its own type
        text = f'"{word}"' if dice.random() < 0.2 else dice.choice(same if same and dice.random() < 0.75 else TOML)
        lines[at] = f"{key} = {text}" if dice.random() < 0.96 else f'"{word}" = {text}'
        if dice.random() < 0.1:
            del lines[at]
    return "\n".join(lines)


def damaged_bytes(content: bytes, dice: Dice, most: int = 4) -> bytes:
    """Bytes changed, taken out, put in, doubled, or cut off."""
    found = bytearray(content)
    for _ in range(dice.randint(1, most)):
        at = dice.randrange(len(found) + 1)
        length = dice.choice((1, 1, 2, 8, 100))
        way = dice.randrange(6)
        if way == 0 and at < len(found):
            found[at] = dice.randrange(256)
        elif way == 1:
            del found[at : at + length]
        elif way == 2:
            found[at:at] = bytes(dice.randrange(256) for _ in range(length))
        elif way == 3:
            found[at:at] = found[at : at + length]
        elif way == 4:
            found[at : at + 1] = dice.choice(
                (b"\0", b"\xff", b"\xfe\xff", b"\xc3", b"\xed\xa0\x80", b"\x1b[2J", b"\r", b"\n")
            )
        elif dice.random() < 0.3:
            del found[at:]
    return bytes(found)


def nasty(dice: Dice) -> str:
    """A word that somebody else could take for something to do."""
    return dice.choice(dice.choice((NASTY, NASTY, REFUSED, ODD)))


def _known_word(text: str, dice: Dice, words: Sequence[str]) -> str:
    """One word of the text is another that has a meaning."""
    found = list(WORD.finditer(text))
    if not found:
        return dice.choice(words)
    word = dice.choice(found)
    return text[: word.start()] + dice.choice(words) + text[word.end() :]


def _value(text: str, dice: Dice) -> str:
    """What stands behind a colon, an equals sign or a dash becomes something odd."""
    places = [found.end() for found in re.finditer(r"(?:[:=-][ \t]+|[\[,{][ ]*)(?=\S)", text)]
    if not places:
        return text + nasty(dice)
    at = dice.choice(places)
    end = re.compile(r"[\n,}\]]|$").search(text, at)
    new = dice.choice(ODD) if dice.random() < 0.6 else _quoted(nasty(dice), dice)
    return text[:at] + new + text[end.start() if end else at :]


def _quoted(word: str, dice: Dice) -> str:
    if dice.random() < 0.2:
        return word
    return '"' + "".join(one if one.isalnum() and one.isascii() else f"\\U{ord(one):08x}" for one in word) + '"'


def _bytes(text: str, dice: Dice) -> str:
    return damaged_bytes(text.encode("utf-8", "surrogateescape"), dice).decode("utf-8", "surrogateescape")


def _line_twice(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    lines.insert(dice.randrange(len(lines)) if dice.random() < 0.3 else at, lines[at])
    return "\n".join(lines)


def _line_away(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    del lines[at : at + dice.choice((1, 1, 1, 4))]
    return "\n".join(lines)


def _lines_moved(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    at, length = dice.randrange(len(lines)), dice.choice((1, 1, 3, 10))
    moved = lines[at : at + length]
    del lines[at : at + length]
    to = dice.randrange(len(lines) + 1)
    return "\n".join((*lines[:to], *moved, *lines[to:]))


def _indented(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    lines[at] = dice.choice(("  ", "\t", " ", "    ", "- ", "? ", "- - ")) + lines[at]
    return "\n".join(lines)


def _outdented(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    lines[at] = lines[at][2:] if dice.random() < 0.7 else lines[at].lstrip()
    return "\n".join(lines)


def _anchored(text: str, dice: Dice) -> str:
    """An anchor, and an alias or a merge key that names it."""
    lines = text.split("\n")
    places = [number for number, line in enumerate(lines) if ":" in line] or [0]
    first, second = sorted((dice.choice(places), dice.choice(places)))
    head, colon, rest = lines[first].partition(":")
    lines[first] = f"{head}{colon} &a{rest}"
    indent = " " * (len(lines[second]) - len(lines[second].lstrip()))
    key = lines[second].strip().partition(":")[0]
    lines.insert(
        second + 1, indent + dice.choice((f"{key}: *a", "<<: *a", "<<: [*a, *a]", "*a : x", "x: *a", "<<: *b"))
    )
    return "\n".join(lines)


def _deep(text: str, dice: Dice) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(DEEP) * dice.choice((3, 40, 200, 1200, 20_000)) + text[at:]


def _bomb(text: str, dice: Dice) -> str:
    """Aliases of aliases."""
    levels = (f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9) if n else 'a'}]" for n in range(dice.choice((2, 9, 30))))
    return text + "\n" + "\n".join(levels) + "\n"


def _key(text: str, dice: Dice) -> str:
    """A key becomes another key, or a word that is none."""
    keys = list(re.finditer(r"[\w-]+(?=:)", text))
    if not keys:
        return text
    key, other = dice.choice(keys), dice.choice(keys)[0]
    new = other if dice.random() < 0.6 else key[0].swapcase() if dice.random() < 0.3 else _quoted(nasty(dice), dice)
    return text[: key.start()] + new + text[key.end() :]


def _same_key(text: str, dice: Dice) -> str:
    """The value of a key becomes that of another."""
    found = list(re.finditer(r":[ ]+([^\s,{}\[\]#][^,\n{}\[\]]*)", text))
    if len(found) < 2:
        return text
    one, other = dice.sample(found, 2)
    return text[: one.start(1)] + other[1] + text[one.end(1) :]


def _name(text: str, dice: Dice) -> str:
    """A name that people read is one that somebody else could take for something to do."""
    found = list(re.finditer(r"\b(?:name|first_name|last_name|infix|label|say): +([^,\n{}]+)", text))
    if not found:
        return text
    one = dice.choice(found)
    return text[: one.start(1)] + _quoted(nasty(dice)[:80], dice) + text[one.end(1) :]


def _switch(text: str, dice: Dice) -> str:
    """A word that is one of a few is another of them."""
    for words in dice.sample(SWITCHES, len(SWITCHES)):
        found = list(re.finditer(rf"(?<=: )(?:{'|'.join(words)})\b", text))
        if found:
            one = dice.choice(found)
            return text[: one.start()] + dice.choice(words) + text[one.end() :]
    return text


def _swapped(text: str, dice: Dice) -> str:
    """Two words change places."""
    found = list(WORD.finditer(text))
    if len(found) < 2:
        return text
    one, two = sorted(dice.sample(found, 2), key=re.Match.start)
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def _repeated(text: str, dice: Dice) -> str:
    """A piece many times."""
    at = dice.randrange(len(text) + 1)
    piece = text[at : at + dice.choice((1, 5, 30, 200))]
    return text[:at] + piece * dice.choice((2, 10, 300)) + text[at:]


def _digits(text: str, dice: Dice) -> str:
    found = list(re.finditer(r"\d+", text))
    if not found:
        return text
    one = dice.choice(found)
    changed = str(int(one[0][:50]) + dice.choice((-1, 1, 100, -(10**9)))) if dice.random() < 0.6 else dice.choice(ODD)
    return text[: one.start()] + changed + text[one.end() :]


def spliced(one: str, other: str, dice: Dice) -> str:
    """The beginning of one text and the end of another, cut at lines."""
    first, second = one.split("\n"), other.split("\n")
    return "\n".join((*first[: dice.randrange(len(first) + 1)], *second[dice.randrange(len(second)) :]))


GENTLE: tuple[Damage, ...] = (_name, _name, _name, _name, _line_away, _line_away, _same_key, _swapped, _digits, _switch)
SWITCHES = (
    ("true", "false"),
    ("regular", "circular", "uniform", "simultaneous"),
    ("schedule", "on", "off", "follow"),
    ("anna", "bert", "verkoop", "menu", "post", "hang_up", "busy_tone", "wait", "voicemail", "0201234567"),
    ("yealink-t54w", "yealink-t31p", "snom-d735", "generic-sip", "poly-vvx250"),
    ("company", "user"),
    ("NL", "BE", "DE", "FR"),
    ("nl", "en", "de"),
)
TOML = (
    *(
        "1",
        "-1",
        "0",
        "0.5",
        "inf",
        "nan",
        "1e300",
        "9" * 300,
        "true",
        "[]",
        "[1]",
        '["a"]',
        "{}",
        '{a = "b"}',
        "2026-11-30",
    ),
    *(
        "12:30:00",
        '""',
        '"x"',
        '"env"',
        '"file:x"',
        '"file:/etc/passwd"',
        '"tcp://a:1"',
        '"https://127.0.0.1"',
        '"tls://[::1]:9"',
    ),
    *(
        '"R21"',
        '"R23"',
        '"plain"',
        '"digest"',
        '"none"',
        '"*55"',
        '"Shared Call Appearance 5"',
        '"~/x"',
        '"~x/y"',
        '["NP1"]',
        '"udp"',
    ),
    *(
        '"error"',
        '"advice"',
        '"5060"',
        '"0"',
        '"premiumServicesI"',
        '"../x"',
        '"plan.yaml"',
        '"."',
        '"/dev/null"',
        "60",
        "3600",
    ),
)
WAYS: tuple[Damage, ...] = (
    *(_value, _value, _value, _value, _key, _key, _digits, _digits, _swapped, _swapped),
    *(
        _bytes,
        _line_twice,
        _line_away,
        _lines_moved,
        _indented,
        _outdented,
        _anchored,
        _anchored,
        _deep,
        _repeated,
        _bomb,
    ),
)
