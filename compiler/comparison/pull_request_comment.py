"""What a comparison says on a pull request: causes first, then who notices them, folded; never too long to post."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

from nummerplan.compiler.causes.cause_text import cause_line, cause_sentence, noticing_entries
from nummerplan.compiler.comparison.compare_plans import Compared
from nummerplan.compiler.comparison.report import closing_lines, notes
from nummerplan.compiler.difference.difference_text import difference_lines, outgoing_lines
from nummerplan.compiler.text.escape_markdown import escape_markdown
from nummerplan.compiler.text.vocabulary.lists import commas, listed
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.cause import Cause
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, Translate, say

MARKER = "<!-- nummerplan diff -->"
"""The first line, by which the comment is found again and edited; a site does not show it."""

MOST_CHARACTERS = 60_000
"""A comment on GitHub has at most 65,536 characters."""

LONGEST_TEXT = 600
"""Of a longer sentence only so many characters are shown; characters that mean something take several when escaped."""

LONGEST_COMMAND = 300
FEW_PLANS = 3
"""So many plans with the same cause are named; of more only the number is."""

NAMED_ENTRIES = 60
"""So many numbers and extensions are named above a table; more are counted."""

HEADS = say("when"), say("who calls what"), say("was"), say("now")
OUTGOING_HEADS = say("calling out"), say("who"), say("was"), say("now")


@dataclass
class Fold:
    """A table under a line that opens it; `shown` is how many of its rows there is room for.

    `opening` are its lines up to the first row, and `left_out` the sentence about so many rows without room.
    """

    opening: list[str]
    rows: list[str]
    left_out: Callable[[int], str]
    shown: int = 0

    def lines(self) -> list[str]:
        """The fold as it is written."""
        left = len(self.rows) - self.shown
        said = ["", self.left_out(left)] if left else []
        return [*self.opening, *self.rows[: self.shown], *said, "", "</details>", ""]

    def size(self) -> int:
        """The characters that it takes at most without any of its rows."""
        return _size(replace(self, shown=0).lines())


@dataclass
class Section:
    """What is said of one plan."""

    lines: list[str]
    folds: list[Fold] = field(default_factory=list)


def difference_markdown(compared: Sequence[Compared], translate: Translate, command: str) -> str:
    """A comment of at most `MOST_CHARACTERS`, in Markdown in which no name of a plan means anything.

    What there is no room for is left out and counted; `command` is what shows all of it.
    """
    return _Writer(translate, command).comment(compared)


class _Writer:
    def __init__(self, translate: Translate, command: str) -> None:
        self._translate = translate
        self._command = f"<code>{escape_markdown(_cut(command, LONGEST_COMMAND))}</code>"

    def comment(self, compared: Sequence[Compared]) -> str:
        """Everything, as far as there is room: causes, then tables, then rows of all tables in turns."""
        causes = [f"- {self._shown(line)}" for line in _merged_causes(compared)]
        closing = [self._shown(line) for line in closing_lines(compared)]
        sections = [section for plan in compared if (section := self._section(plan, len(compared) > 1))]
        room = MOST_CHARACTERS - _size([MARKER, "", "", *closing, *closing]) - len(self._command) - LONGEST_TEXT
        said = _fitting(causes, room // 3)
        room -= _size(said)
        told, room = self._with_room(sections, room, room // 3)
        self._fill([fold for section in told for fold in section.folds], room)
        lines = [MARKER, "", *said, *([""] if said else [])]
        lines += chain.from_iterable((line, "") for line in closing)
        for section in told:
            lines += chain.from_iterable((line, "") for line in section.lines)
            lines += chain.from_iterable(fold.lines() for fold in section.folds)
        lines += self._left_out(len(causes) - len(said), sections, told)
        return "\n".join(lines).rstrip("\n") + "\n"

    def _shown(self, message: Message) -> str:
        return escape_markdown(_cut(message.text(self._translate), LONGEST_TEXT))

    def _with_room(self, sections: Sequence[Section], room: int, kept: int) -> tuple[list[Section], int]:
        """The sections that there is room for, with the tables that there is room for, and what is left for rows."""
        told = []
        for section in sections:
            size = _size(section.lines) + 2 * len(section.lines)
            if room - size < kept:
                break
            room -= size
            folds = []
            for fold in section.folds:
                if room - fold.size() < kept:
                    break
                room -= fold.size()
                folds.append(fold)
            told.append(replace(section, folds=folds))
        return told, room

    def _fill(self, folds: Sequence[Fold], room: int) -> None:
        """Rows of all tables in turns, each table from its first row on, until the next one has no room."""
        full: set[int] = set()
        for turn in zip_longest(*(fold.rows for fold in folds)):
            for place, row in enumerate(turn):
                if row is None or place in full:
                    continue
                if len(row) + 1 > room:
                    full.add(place)
                else:
                    room -= len(row) + 1
                    folds[place].shown += 1

    def _left_out(self, causes: int, sections: Sequence[Section], told: Sequence[Section]) -> Iterator[str]:
        """What there was no room for, and where it is shown."""
        folds = [fold for section in told for fold in section.folds]
        rows = sum(len(fold.rows) for section in sections for fold in section.folds) - sum(fold.shown for fold in folds)
        left = [
            (causes, say("{count} changes", count=causes)),
            (len(sections) - len(told), say("{count} plans", count=len(sections) - len(told))),
            (rows, say("{count} rows", count=rows)),
        ]
        parts = [words for count, words in left if count]
        if parts:
            what = say("left out here, since a comment is only so long: {what}; all is shown by", what=commas(parts))
            yield f"{self._shown(what)} {self._command}"

    def _section(self, plan: Compared, several: bool) -> Section | None:
        lines = [self._shown(note) for note in notes(plan)]
        folds = [*self._tables(plan), *self._calling_out(plan)]
        if not lines and not folds:
            return None
        title = [f"### {self._shown(say('{path}', path=plan.path))}"] if several else []
        return Section([*title, *lines], folds)

    def _tables(self, plan: Compared) -> Iterator[Fold]:
        """A table for all entries that notice the same causes."""
        if plan.both is None:
            return
        old, new = plan.both
        for causes, entries in _by_causes(plan).items():
            # An entry that is gone is written as the old plan's country writes it.
            numbering = (new if all(entry in new.graph.edges for entry in entries) else old).numbering
            what = [cause_sentence(plan.causes[place], new.numbering) for place in causes]
            who = say("{what}: {who}", what=commas(what), who=noticing_entries(entries, numbering)) if what else None
            named = [place_name(entry, numbering) for entry in entries[:NAMED_ENTRIES]]
            if len(entries) > NAMED_ENTRIES:
                named.append(say("{count} more", count=len(entries) - NAMED_ENTRIES))
            found = [one for one in plan.differences if one.entry in set(entries)]
            rows = [self._row(line) for line in difference_lines(found, old, new)]
            summary = who or noticing_entries(entries, numbering)
            yield self._fold(summary, HEADS, rows, ", ".join(self._shown(name) for name in named))

    def _calling_out(self, plan: Compared) -> Iterator[Fold]:
        rows = [self._row(line) for line in outgoing_lines(plan.outgoing)]
        if rows:
            users = list(dict.fromkeys(found.now_user for found in plan.outgoing))
            yield self._fold(say("who call out differently: {users}", users=listed(users)), OUTGOING_HEADS, rows, "")

    def _fold(self, summary: Message, heads: Sequence[Message], rows: list[str], named: str) -> Fold:
        opening = [f"<details><summary>{self._shown(summary)}</summary>", "", *([named, ""] if named else [])]
        opening += [self._row(heads), "| --- | --- | --- | --- |"]
        return Fold(opening, rows, lambda count: self._shown(say("rows that are left out here: {count}", count=count)))

    def _row(self, cells: Iterable[Message]) -> str:
        return f"| {' | '.join(map(self._shown, cells))} |"


def _merged_causes(compared: Sequence[Compared]) -> Iterator[Message]:
    """A line for each cause; the same one in several plans is one, with all who notice it."""
    together: dict[str, list[tuple[Compared, LinkedPlan, Cause]]] = {}
    for plan in compared:
        new = plan.new
        if new is not None:
            for cause in plan.causes:
                together.setdefault(str(cause_sentence(cause, new.numbering)), []).append((plan, new, cause))
    lines: list[tuple[int, bool, Message]] = []
    for found in together.values():
        causes = [cause for _, _, cause in found]
        whole = replace(
            causes[0],
            entries=tuple(chain.from_iterable(cause.entries for cause in causes)),
            together=tuple(chain.from_iterable(cause.together for cause in causes)),
            covered=tuple(chain.from_iterable(cause.covered for cause in causes)),
            users=tuple(chain.from_iterable(cause.users for cause in causes)),
            decided=all(cause.decided for cause in causes),
        )
        line = cause_line(whole, found[0][1].numbering)
        if len(compared) > 1:
            few = len(found) <= FEW_PLANS
            plans = listed([plan.path for plan, _, _ in found]) if few else say("{count} plans", count=len(found))
            line = say("{line} (in {plans})", line=line, plans=plans)
        lines.append((-len(whole.noticed), not whole.users, line))
    yield from (line for _, _, line in sorted(lines, key=lambda one: one[:2]))


def _by_causes(plan: Compared) -> dict[tuple[int, ...], list[Node]]:
    """The entries with a difference by the causes that their callers notice, the commonest first."""
    noticed = [frozenset(cause.noticed) for cause in plan.causes]
    found: dict[tuple[int, ...], list[Node]] = {}
    for entry in dict.fromkeys(one.entry for one in plan.differences):
        causes = tuple(place for place, entries in enumerate(noticed) if entry in entries)
        found.setdefault(causes, []).append(entry)
    return dict(sorted(found.items(), key=lambda one: (not one[0], one[0])))


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    found = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        found.append(line)
    return found


def _size(lines: Iterable[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
