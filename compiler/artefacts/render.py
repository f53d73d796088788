"""What a target makes of one plan: its files, what it cannot express, and what people should know."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nummerplan.compiler.artefacts.audio import telephone_audio
from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.model.artefact import Rendering, Secrets, Target, Workbench
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say


def render_artefacts(
    linked: LinkedPlan,
    target: Target,
    secrets: Secrets,
    table: dict[str, Any],
    platforms: Mapping[str, Mapping[str, Any]] | None = None,
) -> Rendering:
    """Render a plan for a target, with the settings of the table `[targets.NAME]` and of all `[platforms.NAME]`.

    Nothing is written. Raises `SettingError`, and an `ExceptionGroup` of `AudioError` for audio that is of no use.
    """
    folder = None if linked.name == "-" else Path(linked.name).parent
    bench = Workbench(linked, secrets, telephone_audio(folder), target_settings(target, table), platforms or {})
    return target.render(bench)


def target_settings(target: Target, table: dict[str, Any]) -> dict[str, str]:
    """A target's settings as texts. Raises `SettingError` for one that the target does not take."""
    known = tuple(target.settings)
    for name, value in table.items():
        if name not in known:
            meant = suggest(name, known)
            other = (
                say("did you mean {name}?", name=meant) if meant else say("it takes: {names}", names=", ".join(known))
            )
            raise SettingError(
                say("{target} takes no setting {name}; {other}", target=target.name, name=name, other=other)
            )
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise SettingError(say("[targets.{target}] {name} is no text and no number", target=target.name, name=name))
    return {name: str(value) for name, value in table.items()}
