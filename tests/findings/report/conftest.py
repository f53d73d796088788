"""Findings at chosen places of a text, and a report with one of everything."""

from collections.abc import Callable

import pytest

from nummerplan.model.finding import Fix, Level, LocatedEdit, LocatedFinding, LocatedRemark, SetValue
from nummerplan.model.message import Message, say
from nummerplan.model.report import Coverage, Report
from nummerplan.model.source import SourceFile, Span

PLAN = """\
nummerplan: 1
company:
  name: Mijn bedrijf
users:
  receptie:
    extension: 209
  magazijn:
    extension: 209
"""


def _span(source: SourceFile, needle: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = source.text.index(needle, at + 1)
    return Span(source, at, at + len(needle))


@pytest.fixture(scope="session")
def span() -> Callable[..., Span]:
    """`span(source, "209", 1)`: where a text stands, the second time."""
    return _span


@pytest.fixture(scope="session")
def finding() -> Callable[..., LocatedFinding]:
    """A finding with this span and message, and whatever else is named."""

    def make(
        span: Span,
        message: Message | None = None,
        *,
        rule: str = "extension-taken",
        code: str = "NP108",
        level: Level = Level.ERROR,
        object: str = "users.magazijn",  # noqa: A002 - the field's own name
        remarks: tuple[LocatedRemark, ...] = (),
        help: Message | None = None,  # noqa: A002 - the field's own name
        fix: Fix | None = None,
        path: tuple[LocatedRemark, ...] = (),
        edits: tuple[LocatedEdit, ...] = (),
    ) -> LocatedFinding:
        sentence = message or say("something is wrong")
        return LocatedFinding(rule, code, level, span, sentence, object, remarks, help, fix, path, edits)

    return make


@pytest.fixture
def report(finding: Callable[..., LocatedFinding]) -> Report:
    """An error with everything a finding can have, a warning in another file, and advice."""
    plan, other = SourceFile("plan.yaml", PLAN), SourceFile("sites/b, c:d.yaml", "name: x\n")
    taken = finding(
        _span(plan, "209", 1),
        say("extension {extension} is taken", extension="209"),
        remarks=(LocatedRemark(_span(plan, "209"), say("it is the extension of {name}", name="receptie")),),
        path=(
            LocatedRemark(_span(plan, "receptie"), say("the number rings receptie")),
            LocatedRemark(_span(plan, "magazijn"), say("who forwards to magazijn")),
        ),
        help=say("give one of the two another extension"),
        fix=Fix(say("write 210"), (SetValue(("users", "magazijn", "extension"), "210"),), safe=False),
        edits=(LocatedEdit(_span(plan, "209", 1), "210"),),
    )
    warning = finding(_span(other, "x"), rule="other-rule", code="NP201", level=Level.WARNING, object="company")
    advice = finding(_span(plan, "Mijn bedrijf"), rule="name-odd", code="NP301", level=Level.ADVICE, object="company")
    return Report((taken, warning, advice), Coverage(plans=2, objects=231, files=2, not_read=("notes.yaml",)))
