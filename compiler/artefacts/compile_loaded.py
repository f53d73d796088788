"""A plan that was loaded in, what targets make of it out, as the public API gives it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from nummerplan.compiler.artefacts.compile_plans import compile_plans
from nummerplan.compiler.artefacts.secrets import NamedSecrets, project_secrets
from nummerplan.compiler.findings.check_plans import check_plans
from nummerplan.compiler.findings.rule_selection import choose_rules
from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.model.artefact import Target
from nummerplan.model.compiled import Compiled
from nummerplan.model.errors import PlanError, SettingError
from nummerplan.model.finding import Level
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.message import say
from nummerplan.targets import all_targets


def compile_loaded(plan: LoadedPlan, names: Sequence[str], secrets: str | Mapping[str, str] | None) -> Compiled:
    """What the named targets make of a plan; nothing is written.

    Raises `PlanError` for a plan with errors, `SettingError` for what cannot be used, and `UnusableAudioError`.
    """
    targets = [_target(name) for name in names]
    (checked,) = check_plans([plan], choose_rules(plan.project))
    if errors := [finding for finding in checked.located if finding.level is Level.ERROR]:
        lines = (say("{place}: {message}", place=str(one.span), message=one.message) for one in errors)
        raise PlanError(say("plans with errors are not compiled:"), *lines)
    project = plan.project
    if isinstance(secrets, Mapping):
        provider = NamedSecrets(secrets.get)
    else:
        provider = project_secrets(secrets, project, Path(plan.name))
    return compile_plans([(plan.document, plan.linked)], targets, project, provider)[0]


def _target(name: str) -> Target:
    known = {target.name: target for target in all_targets()}
    if name in known:
        return known[name]
    if meant := suggest(name, list(known)):
        raise SettingError(say("there is no target {name}; did you mean {meant}?", name=name, meant=meant))
    raise SettingError(say("there is no target {name}; there are {known}", name=name, known=", ".join(known)))
