"""`nummerplan init`: a first plan that is clean, and nothing overwritten."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml


def run(*arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nummerplan", *arguments]
    return subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("name", "number", "country"),
    [
        ("Bakkerij De Groot", "020-1234567", "NL"),
        ("Zn: & 'Jansen' #1\nnummerplan: 2", "088 765 4000", "nl"),
        ("Frituur 't Hoekje", "02 501 02 11", "BE"),
        ("Bäckerei", "030 123456", "DE"),
    ],
)
def test_the_first_plan_is_clean(name: str, number: str, country: str, tmp_path: Path) -> None:
    made = run("init", "shop", "--name", name, "--number", number, "--country", country, at=tmp_path)
    assert (made.returncode, made.stdout) == (0, "")
    checked = run("check", "shop", at=tmp_path)
    assert checked.returncode == 0, checked.stdout
    assert "1 piece of advice in 1 plan (2 objects)" in checked.stdout


@pytest.mark.parametrize("name", ["a\x1b[31m\x07b", "a\x85b\u2028c", "\ufffe", "a\nb: c", "a\tb", "{name}", "\u202ea"])
def test_any_name_of_a_company_comes_back(name: str, tmp_path: Path) -> None:
    assert run("init", "shop", "--name", name, "--number", "020-1234567", at=tmp_path).returncode == 0
    plan = yaml.load((tmp_path / "shop" / "plan.yaml").read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - texts alone
    assert plan["company"]["name"] == name


def test_a_name_in_another_encoding_is_refused(tmp_path: Path) -> None:
    made = run("init", "shop", "--name", "caf\udce9", "--number", "020-1234567", at=tmp_path)
    assert made.returncode == 2
    assert "caf\\udce9 is no text that a file can hold" in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("mine")
    made = run("init", "--name", "x", "--number", "020-1234567", at=tmp_path)
    assert made.returncode == 2
    assert "is there already; nothing was written" in made.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_what_cannot_be_a_plan_is_refused(tmp_path: Path) -> None:
    for number, country, reason in [
        ("123", "NL", "123 is not a phone number of NL"),
        ("1", "XX", "XX is not a country"),
    ]:
        made = run("init", "--name", "x", "--number", number, "--country", country, at=tmp_path)
        assert made.returncode == 2
        assert reason in made.stderr
        assert not list(tmp_path.iterdir())
