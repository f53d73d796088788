"""Which mirror of Debian the real programs come from: the one that apt of the machine uses."""

from pathlib import Path

import pytest

from nummerplan.targets.asterisk.lab.exchange_program.debian_tree import mirrors_named_in


@pytest.mark.parametrize(
    ("text", "mirrors"),
    [
        ("deb [signed-by=/a.gpg] https://mirror.example/debian/ trixie main\n", ["https://mirror.example/debian"]),
        (
            "Types: deb\nURIs: http://a.example/debian-security\n\nTypes: deb\nURIs: http://b.example/debian\n",
            ["http://b.example/debian"],
        ),
        ("Types: deb\nURIs: mirror+file:LIST\nSuites: trixie\n", ["https://listed.example/debian"]),
        ("deb http://other.example/ubuntu noble main\n", []),
        ("", []),
        ("# deb http://old.example/debian bookworm main\n", []),
        (
            "deb https://shop.example/public/deb/debian any main\ndeb http://b.example/debian trixie main\n",
            ["http://b.example/debian", "https://shop.example/public/deb/debian"],
        ),
    ],
)
def test_the_mirrors_of_the_machine_are_taken(text: str, mirrors: list[str], tmp_path: Path) -> None:
    (tmp_path / "listed").write_text("https://listed.example/debian\n")
    sources = tmp_path / "sources"
    sources.write_text(text.replace("LIST", str(tmp_path / "listed")))
    assert mirrors_named_in([tmp_path / "missing", sources]) == mirrors
