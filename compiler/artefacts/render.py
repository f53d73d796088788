"""What a target makes of one plan: its files, what it cannot express, and what people should know."""

from dataclasses import dataclass
from pathlib import Path

from nummerplan.compiler.artefacts.audio import telephone_audio
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.model.artefact import Rendering, Target, Workbench
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.settings.project import PlatformTables, TargetTexts


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What artefacts are made with beside the plan: secrets, the settings of targets, and those of platforms."""

    secrets: NamedSecrets
    tables: TargetTexts
    platforms: PlatformTables


def render_artefacts(linked: LinkedPlan, target: Target, ingredients: Ingredients) -> Rendering:
    """Render a plan for a target; nothing is written.

    Raises `SettingError`, and an `ExceptionGroup` of `AudioError` for audio that is of no use.
    """
    folder = None if linked.name == "-" else Path(linked.name).parent
    table = dict(ingredients.tables.get(target.name, {}))
    return target.render(Workbench(linked, ingredients.secrets, telephone_audio(folder), table, ingredients.platforms))
