"""From plans without errors to artefacts, and from these to folders. All is rendered before anything is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nummerplan.compiler.artefacts.render import Ingredients, render_artefacts
from nummerplan.compiler.artefacts.write_artefacts import write
from nummerplan.compiler.reading.discover import PLAN_NAME
from nummerplan.model.artefact import Target
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.compiled import Compiled, CompiledTarget
from nummerplan.model.document import Document
from nummerplan.model.errors import AudioError, ExitCode, NummerplanError, SettingError
from nummerplan.model.finding import LocatedRemark
from nummerplan.model.message import Message, say

PlanToCompile = tuple[Document, LinkedPlan]
"""A plan without errors: where its parts stand, and what it says."""


@dataclass(frozen=True, slots=True)
class WrittenFolder:
    """One folder that was written, and what is in it."""

    place: Path
    made: CompiledTarget


class UnusableAudioError(NummerplanError):
    """Audio of the plans cannot be used: the details say of each file why, and where a plan names it."""

    exit_code = ExitCode.UNREADABLE


def compile_plans(
    plans: Sequence[PlanToCompile], targets: Sequence[Target], ingredients: Ingredients
) -> tuple[Compiled, ...]:
    """What the targets make of every plan; nothing is written.

    Raises `UnusableAudioError` for all audio that is of no use, and `SettingError` for missing secrets.
    """
    made = [[_attempt(*plan, target, ingredients) for target in targets] for plan in plans]
    if problems := [line for row in made for one in row if not isinstance(one, CompiledTarget) for line in one]:
        raise UnusableAudioError(say("nothing was written"), *problems)
    if ingredients.secrets.missing:
        missing = ", ".join(sorted(ingredients.secrets.missing))
        raise SettingError(say("the provider does not have these secrets: {names}", names=missing))
    rows = [tuple(one for one in row if isinstance(one, CompiledTarget)) for row in made]
    return tuple(Compiled(document.name, row) for (document, _), row in zip(plans, rows, strict=True))


def write_plans(compiled: Sequence[Compiled], out: Path) -> Iterator[WrittenFolder]:
    """Write what was made to `out/PLAN/TARGET`; gives each folder as it is written, target by target.

    Raises `RenderError` for a folder that cannot be written; each folder is whole, before and after.
    """
    for made in zip(*(plan.targets for plan in compiled), strict=True):
        for plan, target in zip(compiled, made, strict=True):
            place = write(out, plan_name(plan.plan), Path(plan.plan), target.target, target.artefacts)
            yield WrittenFolder(place, target)


def named_apart(files: Iterable[str]) -> None:
    """Raises `SettingError` when two plans would be written to one folder."""
    twice = [name for name, count in Counter(map(plan_name, files)).items() if count > 1]
    if twice:
        raise SettingError(say("two plans are named {name}; compile them into different folders", name=twice[0]))


def plan_name(file: str) -> str:
    """What a plan's artefacts are kept under: its folder's name, or its own for `shop.plan.yaml`."""
    path = Path(file)
    if file == "-":
        return "plan"
    if path.name != PLAN_NAME:
        return quote(path.name.removesuffix(".yaml").removesuffix(".yml").removesuffix(".plan"), safe=" ")
    return quote(path.resolve().parent.name or "plan", safe=" ")


def _attempt(
    document: Document, linked: LinkedPlan, target: Target, ingredients: Ingredients
) -> CompiledTarget | tuple[Message, ...]:
    """What a target makes of a plan, or what is wrong with each audio file that is of no use."""
    problems: tuple[Message, ...] = ()
    try:
        made = render_artefacts(linked, target, ingredients)
    except* AudioError as group:
        problems = tuple(_located(group, document))
    if problems:
        return problems
    losses = (LocatedRemark(document.span(loss.route), loss.message) for loss in made.losses)
    return CompiledTarget(target.name, made.artefacts, tuple(losses), made.notes)


def _located(group: BaseExceptionGroup[AudioError], document: Document) -> Iterable[Message]:
    for problem in group.exceptions:
        if isinstance(problem, BaseExceptionGroup):
            yield from _located(problem, document)
        else:
            yield say("{place}: {message}", place=str(document.span(problem.route)), message=problem.message)
