"""From plans without errors to artefacts, and from these to folders. All is rendered before anything is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from nummerplan.compiler.artefacts.audio import telephone_audio
from nummerplan.compiler.artefacts.secrets import NamedSecrets, project_secrets
from nummerplan.compiler.artefacts.write_artefacts import TargetFiles, write_all
from nummerplan.compiler.findings.check_plans import check_plans
from nummerplan.compiler.findings.rule_selection import rules_before_compiling
from nummerplan.compiler.reading.discover import PLAN_NAME, plan_folder
from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.compiler.translation.compare_image import translation_of
from nummerplan.compiler.translation.translation_text import translation_lines
from nummerplan.model.artefact import Rendering, Target, Workbench
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.compiled import Compiled, CompiledTarget, LocatedLoss
from nummerplan.model.document import Document
from nummerplan.model.errors import AudioError, ExitCode, NummerplanError, PlanError, SettingError
from nummerplan.model.finding import Level
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.message import Message, say
from nummerplan.model.settings.project import Project
from nummerplan.model.settings.setting_types import name_shown
from nummerplan.model.source import Route
from nummerplan.targets import all_targets

PlanToCompile = tuple[Document, LinkedPlan]
"""A plan without errors: where its parts stand, and what it says."""


class UnusableAudioError(NummerplanError):
    """Audio of the plans cannot be used: the details say of each file why, and where a plan names it."""

    exit_code = ExitCode.UNREADABLE


def compile_plans(
    plans: Iterable[PlanToCompile], targets: Iterable[Target], project: Project, secrets: NamedSecrets
) -> tuple[Compiled, ...]:
    """What the targets make of every plan, with the settings of a project; nothing is written.

    Raises `UnusableAudioError` for all audio that is of no use, and `SettingError` for missing secrets.
    """
    problems: list[Message] = []
    compiled = [
        Compiled(plan[0].name, tuple(_made(*plan, target, project, secrets, problems) for target in targets))
        for plan in plans
    ]
    if problems:
        raise UnusableAudioError(say("nothing was written"), *problems)
    if secrets.missing:
        raise SettingError(say("the provider does not have these secrets: {names}", names=_missing(secrets, project)))
    return tuple(compiled)


def _missing(secrets: NamedSecrets, project: Project) -> str:
    """The names of secrets that nobody has. Where the settings name one, somebody may have written the secret."""
    in_settings = {value for table in project.targets.values() for key, value in table.items() if "password" in key}
    return ", ".join(name_shown(name) if name in in_settings else name for name in sorted(secrets.missing))


def _made(  # noqa: PLR0913, PLR0917 - what an artefact is made of
    document: Document,
    linked: LinkedPlan,
    target: Target,
    project: Project,
    secrets: NamedSecrets,
    problems: list[Message],
) -> CompiledTarget:
    """What a target makes of a plan; where audio is of no use that is nothing, and `problems` get what is wrong."""
    made = Rendering(())
    try:
        made = target.render(workbench(document, linked, target.name, project, secrets))
    except* AudioError as group:
        problems += _located(group, document)
    losses = (
        LocatedLoss(document.span(loss.route), loss.message, name=loss.kind.name if loss.kind else "")
        for loss in made.losses
    )
    notes, defect = made.notes, False
    if made.artefacts and (target.routes_calls or made.image is not None):
        translation = translation_of(linked, made.losses, made.image)
        notes, defect = (*notes, *translation_lines(translation)), translation.has_defect
    return CompiledTarget(target.name, made.artefacts, tuple(losses), notes, defect)


def workbench(
    document: Document, linked: LinkedPlan, target: str, project: Project, secrets: NamedSecrets
) -> Workbench:
    """What a target works with, for one plan of a project."""
    folder = plan_folder(linked.name)

    def where(route: Route) -> str:
        span = document.span(route)
        return f"{_in_folder(span.source.name, folder)}:{span.begin.line}"

    settings = dict(project.targets.get(target, {}))
    return Workbench(linked, secrets, telephone_audio(folder), settings, project.platforms, where)


def _in_folder(file: str, folder: Path | None) -> str:
    """A file as seen from the plan's folder, so that it does not matter from where the command is given."""
    inside = folder is not None and Path(file).is_relative_to(folder)
    return str(Path(file).relative_to(folder)) if folder is not None and inside else file


def write_plans(compiled: Sequence[Compiled], out: Path) -> list[tuple[Path, CompiledTarget]]:
    """Write what was made to `out/PLAN/TARGET`, all of it or nothing; gives each folder, target by target.

    Raises `RenderError` for a folder that cannot be written.
    """
    pairs = [
        (plan, target)
        for made in zip(*(plan.targets for plan in compiled), strict=True)
        for plan, target in zip(compiled, made, strict=True)
    ]
    files = [TargetFiles(plan_name(plan.plan), Path(plan.plan), one.target, one.artefacts) for plan, one in pairs]
    return [(place, target) for place, (_, target) in zip(write_all(out, files), pairs, strict=True)]


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


def _located(group: BaseExceptionGroup[AudioError], document: Document) -> Iterable[Message]:
    for problem in group.exceptions:
        if isinstance(problem, BaseExceptionGroup):
            yield from _located(problem, document)
        else:
            yield say("{place}: {message}", place=str(document.span(problem.route)), message=problem.message)


def compile_loaded(plan: LoadedPlan, names: Sequence[str], secrets: str | Mapping[str, str] | None) -> Compiled:
    """What the named targets make of a plan; nothing is written.

    Raises `PlanError` for a plan with errors, `SettingError` for what cannot be used, and `UnusableAudioError`.
    """
    targets = [_target(name) for name in names]
    project = plan.project
    if isinstance(secrets, Mapping):
        provider = NamedSecrets(secrets.get)
    else:
        provider = project_secrets(secrets, project, Path(plan.name))
    (checked,) = check_plans([plan], rules_before_compiling(project), provider.texts)
    if errors := [finding for finding in checked.located if finding.level is Level.ERROR]:
        lines = (say("{place}: {message}", place=str(one.span), message=one.message) for one in errors)
        raise PlanError(say("plans with errors are not compiled:"), *lines)
    return compile_plans([(plan.document, plan.linked)], targets, project, provider)[0]


def _target(name: str) -> Target:
    known = {target.name: target for target in all_targets()}
    if name in known:
        return known[name]
    if meant := suggest(name, list(known)):
        raise SettingError(say("there is no target {name}; did you mean {meant}?", name=name, meant=meant))
    raise SettingError(say("there is no target {name}; there are {known}", name=name, known=", ".join(known)))
