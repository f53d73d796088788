"""Relative paths in `nummerplan.toml` are seen from the folder of the file, wherever a command is started."""

import json
from pathlib import Path
from typing import Any

import pytest
from command import CLEAN, WARNED, nummerplan, write

from nummerplan.compiler.reading.project_settings import read_project
from nummerplan.compiler.text.schema import settings_schema

PLATFORM = "kind = 'broadworks'\naddress = 'tls://127.0.0.1:1'\nuser = 'u'\npassword = 'p'\n"
LIVES = "\nplatform: {name: hosted, service_provider: SP, group: G, domain: bakker.example}\n"
ALL = f"""
[check]
baseline = 'a/known.json'
[secrets]
provider = 'file:../a/secrets.toml'
[targets.broadworks]
schema = 'a/xsd'
[platforms.hosted]
{PLATFORM}
ca_file = 'a/ca.pem'
certificate = './a/own.pem'
certificate_key = '../a/own.key'
schema = '~/xsd'
"""


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """A repository with a plan, and a folder elsewhere from which commands are started."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    return write(tmp_path / "repository", a=CLEAN), elsewhere


def settle(repository: Path, text: str) -> Path:
    file = repository / "nummerplan.toml"
    file.write_text(text, "utf-8")
    return file


def test_all_of_them(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    repository, elsewhere = places
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("HOME", str(elsewhere))
    project = read_project(settle(repository, ALL))
    assert project.baseline == repository / "a" / "known.json"
    assert project.secrets == f"file:{repository / '..' / 'a' / 'secrets.toml'}"
    assert project.targets["broadworks"] == {"schema": str(repository / "a" / "xsd")}
    hosted = project.platforms["hosted"]
    assert {name: hosted[name] for name in ("ca_file", "certificate", "certificate_key", "schema")} == {
        "ca_file": str(repository / "a" / "ca.pem"),
        "certificate": str(repository / "a" / "own.pem"),
        "certificate_key": str(repository / ".." / "a" / "own.key"),
        "schema": str(elsewhere / "xsd"),
    }


def test_no_path_is_left_out_of_the_test() -> None:
    def paths(schema: Any) -> int:
        if isinstance(schema, list):
            return sum(map(paths, schema))
        if not isinstance(schema, dict):
            return 0
        return int(schema.get("format") == "path") + sum(map(paths, schema.values()))

    assert paths(settings_schema()) == 6  # the provider of secrets is the seventh: file:PATH


def test_a_path_that_is_not_relative_stays_as_it_is(places: tuple[Path, Path]) -> None:
    repository, elsewhere = places
    file = settle(repository, f"[check]\nbaseline = '{elsewhere}/known.json'\n")
    assert read_project(file).baseline == elsewhere / "known.json"


def test_the_baseline(places: tuple[Path, Path]) -> None:
    repository, elsewhere = places
    write(repository, a=WARNED)
    settle(repository, "[check]\nbaseline = 'known.json'\n")
    assert nummerplan("check", repository, "--update-baseline", at=elsewhere).returncode == 0
    assert (repository / "known.json").is_file()
    assert nummerplan("check", repository, at=elsewhere).returncode == 0


def test_the_file_of_secrets(places: tuple[Path, Path]) -> None:
    repository, elsewhere = places
    settle(repository, "[secrets]\nprovider = 'file:../secrets.toml'\n")
    secrets = repository.parent / "secrets.toml"
    secrets.write_text('"devices/balie" = "Geheim-1"\n', "utf-8")
    secrets.chmod(0o600)
    for at, plan in ((elsewhere, repository), (repository, Path())):
        done = nummerplan("compile", plan, "--target", "phones", "--out", elsewhere / "out", at=at)
        assert (done.returncode, done.stderr) == (0, "")
        files = [file.read_text("utf-8") for file in (elsewhere / "out").rglob("*.html")]
        files += [file.read_text("utf-8") for file in (elsewhere / "out").rglob("*.cfg")]
        assert any("Geheim-1" in text for text in files)


def test_the_operators_schema_of_documents(places: tuple[Path, Path]) -> None:
    repository, elsewhere = places
    settle(repository, "[targets.broadworks]\nschema = 'xsd'\n")
    done = nummerplan("compile", repository, "--target", "broadworks", "--out", "out", at=elsewhere)
    assert done.returncode == 2
    assert done.stderr == f"nummerplan: {repository / 'xsd'} has no OCISchemaAS.xsd, the schema's main file\n"


@pytest.mark.parametrize("key", ["ca_file", "certificate", "schema"])
def test_the_files_of_a_platform(key: str, places: tuple[Path, Path]) -> None:
    repository, elsewhere = places
    write(repository, a=CLEAN + LIVES)
    settle(repository, f"[platforms.hosted]\n{PLATFORM}{key} = 'own/it'\n")
    variables = {"NUMMERPLAN_SECRET_P": "x", "HOME": str(elsewhere)}
    done = nummerplan("plan", repository, "--secrets", "env", at=elsewhere, **variables)
    assert done.returncode == 2
    assert str(repository / "own" / "it") in done.stderr


def test_what_the_command_line_names_is_seen_from_where_it_is_started(places: tuple[Path, Path]) -> None:
    repository, elsewhere = places
    settle(repository, "[check]\nbaseline = 'known.json'\n")
    done = nummerplan("check", repository, "--baseline", "mine.json", "--update-baseline", at=elsewhere)
    assert done.returncode == 0
    assert json.loads((elsewhere / "mine.json").read_text("utf-8"))
    assert not (repository / "known.json").exists()
