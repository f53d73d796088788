"""A plan in, and what Asterisk is told out."""

import wave
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from asterisk_files import Configuration

from nummerplan.model.artefact import Rendering

RenderPlan = Callable[..., Rendering]


@pytest.fixture(scope="session")
def configured(render_plan: RenderPlan) -> Callable[..., Configuration]:
    """`configured(plan text, secrets={...}, settings={...}, folder=...)`."""

    def make(
        plan: str,
        secrets: Mapping[str, str] | None = None,
        settings: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> Configuration:
        return Configuration(render_plan("asterisk", plan, secrets=secrets, settings=settings, folder=folder))

    return make


@pytest.fixture(scope="session")
def recording() -> Callable[[Path], None]:
    """Writes a second of silence as people record it."""

    def write(path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        with wave.open(str(path), "wb") as writer:
            writer.setnchannels(2)
            writer.setsampwidth(2)
            writer.setframerate(44100)
            writer.writeframes(bytes(4 * 44100))

    return write
