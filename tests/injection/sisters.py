"""Compares what was made of a plan with tame names with what was made of its nasty sister: only the names differ."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from injection.large_plan import quoted
from injection.leaves import Leaf

TAME = re.compile(r"Naam(\d+)x")
ACTS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class Form(NamedTuple):
    """A documented form in which names are shown; `collapsed` where blanks run together, and go at ends."""

    name: str
    of: Callable[[str], str]
    collapsed: bool = False


def tame(number: int) -> str:
    """The tame name of a place."""
    return f"Naam{number}x"


def visible(text: str) -> str:
    """The documented form of what would act on a terminal: written by its number (docs/output.md)."""
    return "".join(map(_visible, text))


def _visible(one: str) -> str:
    if one in "\n\t":
        return "\\n" if one == "\n" else "    "
    if unicodedata.category(one) not in ACTS:
        return one
    code = ord(one)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def differences(
    one: Iterable[Leaf], other: Iterable[Leaf], names: Sequence[str], forms: Sequence[Form], seen: Counter[str]
) -> list[str]:
    """Where the nasty sister is not the tame one with other names in a documented form; `seen` has those that are."""
    found: list[str] = []
    first, second = list(one), list(other)
    if [leaf.place for leaf in first] != [leaf.place for leaf in second]:
        return [_first_other_place(first, second)]
    for leaf, nasty in zip(first, second, strict=True):
        used = TAME.findall(leaf.text)
        if not used:
            if leaf.text != nasty.text:
                found.append(f"{leaf.place}: {leaf.text[:200]!r} became {nasty.text[:200]!r}")
            continue
        own = [names[int(number)] for number in used]
        for form in forms:
            expected = TAME.sub(lambda name, form=form: form.of(names[int(name[1])]), leaf.text)
            if _without_blanks(expected, form) == _without_blanks(nasty.text, form):
                seen.update(f"{number}" for number in used)
                break
        else:
            found.append(f"{leaf.place}: {leaf.text[:200]!r} became {nasty.text[:300]!r}, of {own!r}")
    return found


def unordered_differences(
    one: Iterable[Leaf], other: Iterable[Leaf], names: Sequence[str], forms: Sequence[Form], seen: Counter[str]
) -> list[str]:
    """The same of documents whose parts are in the order of names: as many of each, in one form throughout."""
    first, second = list(one), Counter((_anywhere(leaf.place), leaf.text) for leaf in other)
    fewest: list[tuple[str, str]] = []
    for form in forms:
        expected = Counter(
            (_anywhere(leaf.place), TAME.sub(lambda name, form=form: form.of(names[int(name[1])]), leaf.text))
            for leaf in first
        )
        left = (expected - second) + (second - expected)
        if not left:
            seen.update(number for leaf in first for number in TAME.findall(leaf.text))
            return []
        fewest = min(fewest or list(left), list(left), key=len)
    return [f"parts that only one of them has: {fewest[:6]!r}"]


def missing_values(one: Iterable[Leaf], other: Iterable[Leaf], names: Sequence[str], seen: Counter[str]) -> list[str]:
    """Names that are not there as they are, where keys are made of them too: those are small letters.

    Whatever is called just as its key has no name beside it.
    """
    first, second = list(one), list(other)
    used = [found[1] for leaf in first if (found := TAME.fullmatch(leaf.text))]
    seen.update(used)
    gone = Counter(names[int(number)] for number in used) - Counter(leaf.text for leaf in second)
    names_by_key = sum(leaf.text == "name" for leaf in first) - sum(leaf.text == "name" for leaf in second)
    lengths = [] if len(first) == len(second) + 2 * names_by_key else [f"{len(first)} and {len(second)} texts"]
    return [*lengths, *(f"{name!r} is not there" for name in gone)]


def _anywhere(place: str) -> str:
    return re.sub(r"(?<=[\[{])\d+", "", place)


def _without_blanks(text: str, form: Form) -> str:
    return "".join(text.split()) if form.collapsed else text


def _first_other_place(first: Sequence[Leaf], second: Sequence[Leaf]) -> str:
    pairs = zip(first, second, strict=False)
    where = next((number for number, (a, b) in enumerate(pairs) if a.place != b.place), min(len(first), len(second)))
    there = f"{first[where : where + 2]!r} and {second[where : where + 2]!r}"
    return f"another structure ({len(first)} and {len(second)} texts): {there}"


def on_one_line(text: str) -> str:
    """What telephones show of a name: line breaks and controls are blanks (docs/platforms.md)."""
    return "".join(
        " " if unicodedata.category(one) in ("Cc", "Zl", "Zp") or one in "\ufffe\uffff" else one for one in text
    )


def in_asterisk(text: str) -> str:
    """What Asterisk's telephones show of a name: letters, digits and a few signs (docs/asterisk.md)."""
    return re.sub(r"[^\w .'&/-]", " ", text)


def in_xml(text: str) -> str:
    """As `visible`, and two code points that XML does not have."""
    return visible(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def in_sarif(text: str) -> str:
    """As `visible` line by line, and without what begins a link in a message of SARIF."""
    return "\n".join(map(visible, text.split("\n"))).replace("](", "] (")


FORMS = (
    Form("itself", str),
    Form("visible", visible),
    Form("visible as it is written in YAML", lambda text: visible(quoted(text)[1:-1])),
    Form("in XML", in_xml),
    Form("in SARIF", in_sarif),
    Form("on one line", on_one_line, collapsed=True),
    Form("in Asterisk", in_asterisk, collapsed=True),
)
