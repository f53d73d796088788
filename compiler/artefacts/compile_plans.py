"""From plans without errors to folders of artefacts. All is rendered before anything is written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nummerplan.compiler.artefacts.render import render_artefacts
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.artefacts.write_artefacts import write
from nummerplan.compiler.pipeline import Checked
from nummerplan.compiler.reading.discover import PLAN_NAME
from nummerplan.compiler.reading.project_settings import Project
from nummerplan.model.artefact import Rendering, Target
from nummerplan.model.document import Document
from nummerplan.model.errors import AudioError, ExitCode, NummerplanError, SettingError
from nummerplan.model.finding import LocatedRemark
from nummerplan.model.message import Message, say


@dataclass(frozen=True, slots=True)
class Compiled:
    """One folder that was written: how many files it has, and what people should know of them."""

    place: Path
    files: int
    secret: int
    losses: tuple[LocatedRemark, ...]
    notes: tuple[Message, ...]


class UnusableAudioError(NummerplanError):
    """Audio of the plans cannot be used: the details say of each file why, and where a plan names it."""

    exit_code = ExitCode.UNREADABLE


def compile_plans(
    plans: list[Checked], targets: Iterable[Target], project: Project, secrets: NamedSecrets, out: Path
) -> Iterator[Compiled]:
    """Write the artefacts of every plan for every target to `out/PLAN/TARGET`; gives each folder as it is written.

    Raises `UnusableAudioError` and `SettingError` before anything is written, and `RenderError` for a folder that
    cannot be written; each folder is whole, before and after.
    """
    names = {plan.document.name: plan_name(plan.document.name) for plan in plans}
    twice = [name for name, count in Counter(names.values()).items() if count > 1]
    if twice:
        raise SettingError(say("two plans are named {name}; compile them into different folders", name=twice[0]))
    rendered: list[tuple[Checked, Target, Rendering]] = []
    problems: list[Message] = []
    for target in targets:
        for plan in plans:
            try:
                rendering = render_artefacts(
                    plan.linked, target, secrets, project.targets.get(target.name, {}), project.platforms
                )
                rendered.append((plan, target, rendering))
            except* AudioError as group:
                problems.extend(_located(group, plan.document))
    if problems:
        raise UnusableAudioError(say("nothing was written"), *problems)
    if secrets.missing:
        missing = ", ".join(sorted(secrets.missing))
        raise SettingError(say("the provider does not have these secrets: {names}", names=missing))
    for plan, target, rendering in rendered:
        yield _write(out, names[plan.document.name], plan, target, rendering)


def plan_name(file: str) -> str:
    """What a plan's artefacts are kept under: its folder's name, or its own for `shop.plan.yaml`."""
    path = Path(file)
    if file == "-":
        return "plan"
    if path.name != PLAN_NAME:
        return quote(path.name.removesuffix(".yaml").removesuffix(".yml").removesuffix(".plan"), safe=" ")
    return quote(path.resolve().parent.name or "plan", safe=" ")


def _write(out: Path, name: str, plan: Checked, target: Target, rendering: Rendering) -> Compiled:
    place = write(out, name, Path(plan.document.name), target.name, rendering.artefacts)
    losses = (LocatedRemark(plan.document.span(loss.route), loss.message) for loss in rendering.losses)
    secret = sum(file.secret for file in rendering.artefacts)
    return Compiled(place, len(rendering.artefacts), secret, tuple(losses), rendering.notes)


def _located(group: BaseExceptionGroup[AudioError], document: Document) -> Iterable[Message]:
    for problem in group.exceptions:
        if isinstance(problem, BaseExceptionGroup):
            yield from _located(problem, document)
        else:
            yield say("{place}: {message}", place=str(document.span(problem.route)), message=problem.message)
