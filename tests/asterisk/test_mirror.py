"""Which mirror of Debian the real programs come from: the one that apt of the machine uses."""

from pathlib import Path

import pytest

from nummerplan.targets.asterisk.lab.exchange_program.debian_tree import mirror_named_in


@pytest.mark.parametrize(
    ("text", "mirror"),
    [
        ("deb [signed-by=/a.gpg] https://mirror.example/debian/ trixie main\n", "https://mirror.example/debian"),
        (
            "Types: deb\nURIs: http://a.example/debian-security\n\nTypes: deb\nURIs: http://b.example/debian\n",
            "http://b.example/debian",
        ),
        ("Types: deb\nURIs: mirror+file:LIST\nSuites: trixie\n", "https://listed.example/debian"),
        ("deb http://other.example/ubuntu noble main\n", None),
        ("", None),
    ],
)
def test_the_mirror_of_the_machine_is_taken(text: str, mirror: str | None, tmp_path: Path) -> None:
    (tmp_path / "listed").write_text("https://listed.example/debian\n")
    sources = tmp_path / "sources"
    sources.write_text(text.replace("LIST", str(tmp_path / "listed")))
    assert mirror_named_in([tmp_path / "missing", sources]) == mirror
