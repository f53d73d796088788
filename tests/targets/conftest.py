"""From the text of a plan to what a target makes of it, on the same way that the command takes."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from nummerplan.compiler.audio import telephone_audio
from nummerplan.compiler.pipeline import check_plan
from nummerplan.compiler.read import read_texts
from nummerplan.compiler.secrets import secrets_from
from nummerplan.compiler.select import Selection
from nummerplan.model.artefact import Rendering, Workbench
from nummerplan.targets import all_targets

RenderPlan = Callable[..., Rendering]


def _render(
    target: str,
    plan: str,
    secrets: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Rendering:
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", plan)])
    case = check_plan(document, findings, date(2026, 11, 23), None, Selection()).case
    provider = secrets_from("env" if secrets is not None else None, Path("/nowhere"), secrets or {})
    bench = Workbench(case, provider, telephone_audio(folder), dict(settings or {}))
    return next(found for found in all_targets() if found.name == target).render(bench)


@pytest.fixture(scope="session")
def render_plan() -> RenderPlan:
    """`render_plan("phones", text, secrets={...}, settings={...}, folder=...)`."""
    return _render
