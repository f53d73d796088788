"""Secrets come from a provider that somebody named, and from nowhere else."""

import os
from pathlib import Path

import pytest

from nummerplan.compiler.artefacts.secrets import UNNAMED, secrets_from, variable
from nummerplan.model.errors import SettingError
from nummerplan.model.plan.fields.field_types import Secret

RECEPTIE = Secret("devices/receptie")


def secret_file(folder: Path, content: str, mode: int = 0o600) -> Path:
    file = folder / "secrets.toml"
    file.write_text(content)
    file.chmod(mode)
    return file


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    return folder


def test_without_a_provider_a_secret_is_a_marked_placeholder(repository: Path) -> None:
    secrets = secrets_from(None, repository)
    assert secrets(RECEPTIE) == "{{secret devices/receptie}}"
    assert secrets("Geheim-1") == "{{secret written in plain text}}"
    assert secrets(None) == UNNAMED
    assert not secrets.revealed
    assert not secrets.missing


def test_the_environment_gives_secrets(repository: Path) -> None:
    secrets = secrets_from("env", repository, {"NUMMERPLAN_SECRET_DEVICES_RECEPTIE": "Ab-1_"})
    assert secrets.revealed
    assert secrets(RECEPTIE) == "Ab-1_"
    assert secrets(Secret("devices/andere")) == "{{secret devices/andere}}"
    assert secrets.missing == {"devices/andere"}


def test_two_names_of_one_variable_are_refused(repository: Path) -> None:
    assert variable("users/jan.smit/pin") == "NUMMERPLAN_SECRET_USERS_JAN_SMIT_PIN"
    secrets = secrets_from("env", repository, {"NUMMERPLAN_SECRET_A_B": "x"})
    assert secrets(Secret("a/b")) == "x"
    with pytest.raises(SettingError, match="a/b and a-b share the variable NUMMERPLAN_SECRET_A_B"):
        secrets(Secret("a-b"))


def test_a_file_gives_secrets_by_name_or_in_tables(repository: Path, tmp_path: Path) -> None:
    file = secret_file(tmp_path, '"devices/receptie" = "één"\n[users.receptie]\npin = "4711"\n')
    secrets = secrets_from(f"file:{file}", repository)
    assert secrets(RECEPTIE) == "één"
    assert secrets(Secret("users/receptie/pin")) == "4711"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_file_that_others_can_read_is_refused(repository: Path, tmp_path: Path, mode: int) -> None:
    file = secret_file(tmp_path, 'a = "b"\n', mode)
    with pytest.raises(SettingError, match=f"its mode is {mode:o}, 600 was expected"):
        secrets_from(f"file:{file}", repository)


def test_a_file_in_the_repository_is_refused_also_behind_a_link(repository: Path, tmp_path: Path) -> None:
    inside = secret_file(repository, 'a = "b"\n')
    link = tmp_path / "buiten.toml"
    link.symlink_to(inside)
    for path in (inside, link):
        with pytest.raises(SettingError, match="outside the repository"):
            secrets_from(f"file:{path}", repository)


@pytest.mark.parametrize("content", ["devices/receptie = Zeer-Geheim-1", "a = 17", "pin = 4711", 'a = "Zeer-Geheim-1'])
def test_a_file_that_is_not_understood_is_refused_without_showing_it(
    repository: Path, tmp_path: Path, content: str
) -> None:
    file = secret_file(tmp_path, content)
    with pytest.raises(SettingError) as problem:
        secrets_from(f"file:{file}", repository)
    assert "Geheim" not in str(problem.value)
    assert "4711" not in str(problem.value)
    assert problem.value.__cause__ is None


def test_other_files_are_refused(repository: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp", 0o600)
    (tmp_path / "rond").symlink_to("rond")
    for name in ("weg", "pijp", "rond", ""):
        with pytest.raises(SettingError, match="secrets"):
            secrets_from(f"file:{tmp_path / name}", repository)


@pytest.mark.parametrize("provider", ["", "file:", "vault", "ENV", "file"])
def test_an_unknown_provider_is_refused_with_the_ones_there_are(repository: Path, provider: str) -> None:
    with pytest.raises(SettingError, match="env, file:PATH"):
        secrets_from(provider, repository)


def test_no_secret_shows_in_what_a_programmer_prints(repository: Path, tmp_path: Path) -> None:
    file = secret_file(tmp_path, '"devices/receptie" = "Zeer-Geheim-1"\n')
    secrets = secrets_from(f"file:{file}", repository)
    secrets(RECEPTIE)
    assert "Zeer-Geheim" not in repr(secrets) + str(secrets)
    assert "Zeer-Geheim" not in repr(secrets_from("env", repository, {"NUMMERPLAN_SECRET_X": "Zeer-Geheim-1"}))
