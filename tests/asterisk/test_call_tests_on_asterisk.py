"""`nummerplan test --on asterisk`: the call tests of the examples, and of plans whose configuration is wrong."""

from pathlib import Path

import pytest
import tools
from command import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.parametrize("name", ["mijn-bedrijf", "retail-chain"])
def test_the_call_tests_of_an_example_hold_on_asterisk(name: str) -> None:
    tools.asterisk()
    done = run("test", str(EXAMPLES / name), "--on", "asterisk", "--today", "2026-11-30")
    assert done.code == 0, done.out + done.err
    assert "calls made on Asterisk" in done.err
