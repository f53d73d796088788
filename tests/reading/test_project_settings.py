"""`nummerplan.toml`: the settings of a repository of plans, and what is said of settings that cannot be used."""

from pathlib import Path

import pytest
from command import ADVISED, CLEAN, WARNED, nummerplan, write

from nummerplan.compiler.reading.project_settings import read_project
from nummerplan.model.errors import SettingError
from nummerplan.model.settings.setting_types import name_shown


def settings(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nummerplan.toml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "plan", "code"),
    [
        ("[check]\nselect = ['NP1']", WARNED, 0),
        ("[check]\nselect = ['NP1', 'mac-missing']", WARNED, 1),
        ("[check]\nignore = ['mac-missing']", WARNED, 0),
        ("[check]\nfail-on = 'error'", WARNED, 0),
        ("[check]\nfail-on = 'advice'", ADVISED, 1),
        ("[platforms.acme]\nkind = 'broadworks'", CLEAN, 0),
        ("", WARNED, 1),
    ],
)
def test_the_settings_hold_for_every_plan_of_the_repository(text: str, plan: str, code: int, tmp_path: Path) -> None:
    write(settings(tmp_path, text) / "sites" / "north", a=plan)
    for given, at in (((), tmp_path), ((), tmp_path / "sites" / "north"), (("sites/north/a.plan.yaml",), tmp_path)):
        assert nummerplan("check", *given, at=at).returncode == code


def test_what_is_written_on_the_command_line_wins(tmp_path: Path) -> None:
    write(settings(tmp_path, "[check]\nselect = ['NP1']\nignore = ['mac-missing']\nfail-on = 'error'\n"), a=WARNED)
    assert nummerplan("check", "--select", "NP6", at=tmp_path).returncode == 0
    settings(tmp_path, "[check]\nselect = ['NP1']\nfail-on = 'error'\n")
    chosen = nummerplan("check", "--select", "NP6", at=tmp_path)
    assert (chosen.returncode, "NP616" in chosen.stdout) == (0, True)
    assert nummerplan("check", "--select", "NP6", "--fail-on", "warning", at=tmp_path).returncode == 1


def test_the_nearest_settings_count_and_none_beyond_the_repository(tmp_path: Path) -> None:
    settings(tmp_path, "[check]\nfail-on = 'error'\n")
    repository = write(tmp_path / "repository", a=WARNED)
    assert nummerplan("check", at=repository).returncode == 0
    (repository / ".git").mkdir()
    assert nummerplan("check", at=repository).returncode == 1
    settings(repository, "[check]\nignore = ['mac-missing']\n")
    assert nummerplan("check", at=repository).returncode == 0
    assert nummerplan("check", "repository", at=tmp_path).returncode == 0


def test_a_baseline_is_found_beside_the_settings(tmp_path: Path) -> None:
    settings(tmp_path, "[check]\nbaseline = 'known.json'\n")
    folder = write(tmp_path / "north", a=WARNED)
    missing = nummerplan("check", at=folder)
    assert missing.returncode == 2
    assert "known.json cannot be read: No such file or directory" in missing.stderr
    written = nummerplan("check", "--update-baseline", at=folder)
    assert (written.returncode, (tmp_path / "known.json").is_file()) == (0, True)
    assert nummerplan("check", "north", at=tmp_path).stdout == "no findings in 1 plan (1 object); 1 in the baseline\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[chek]\n", "chek is not known; did you mean check?"),
        ("[check]\nselct = []", "[check] selct is not known; did you mean select?"),
        ("[check]\nfail_on = 'error'", "[check] fail_on is not known; did you mean fail-on?"),
        (
            "[check]\ncolour = 'red'",
            "[check] colour is not known; known here: select, ignore, fail-on, baseline, levels, paths",
        ),
        ("[secrets]\nprovidr = 'env'", "[secrets] providr is not known; did you mean provider?"),
        ("[check]\nselect = 'NP1'", "select is a list of texts"),
        ("[check]\nignore = [1]", "ignore is a list of texts"),
        ("[check]\nbaseline = 1", "baseline is a text"),
        ("[secrets]\nprovider = []", "provider is a text"),
        ("[check]\nfail-on = 'never'", "fail-on is one of error, warning and advice"),
        ("[check]\nfail-on = []", "fail-on is one of error, warning and advice"),
        ("check = 1", "check is a table, written [check]"),
        ("platforms = {acme = 1}", "platforms.acme is a table, written [platforms.acme]"),
        ("[check]\nignore = ['mac-misssing']", "there is no rule mac-misssing; did you mean mac-missing?"),
        ("[check]\nselect = ['NP999']", "there is no rule NP999; nummerplan rules lists them"),
        ("[check\n", "is not TOML: Expected ']' at the end of a table declaration (at line 1, column 7)"),
        ("[check]\nselect = [\n", "(at end of document)"),
        ("a = " + "[" * 100_000, "is not TOML: nested too deeply"),
        ("a = " + "9" * 100_000, "is not TOML: "),
        ("\xff", "is not TOML: "),
    ],
    ids=lambda value: value[:24],
)
def test_settings_that_cannot_be_used_are_wrong_usage(text: str, said: str, tmp_path: Path) -> None:
    (write(tmp_path, a=CLEAN) / "nummerplan.toml").write_bytes(text.encode("latin-1"))
    done = nummerplan("check", at=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nummerplan: ")
    assert "nummerplan.toml" in done.stderr
    assert said in done.stderr


@pytest.mark.parametrize("key", [".".join("a" * 50_000), f'x = "{"." * 300}"'])
def test_a_key_of_fifty_thousand_parts_is_refused_before_it_is_read(key: str, tmp_path: Path) -> None:
    file = tmp_path / "nummerplan.toml"
    file.write_text(f"# {'.' * 500}\n[check]\n{key} = 1\n", "utf-8")
    with pytest.raises(SettingError, match=r"a key of more than 200 parts \(at line 3\)"):
        read_project(file)


def test_a_name_of_a_hundred_thousand_parts_is_judged_at_once() -> None:
    assert name_shown(f"{'a.b' * 50_000}!") == "***"
    assert name_shown("sip/a.b:c") == "sip/a.b:c"
