"""A secret in a plan, in settings or in a file of secrets, where something is wrong: no command shows or writes it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from findings.test_secrets_in_broken_plans import KEYS, LINES, SECRET, written
from fuzz.answers import Platform, spoken_to
from fuzz.company import PLAN, SETTINGS, TODAY
from fuzz.run_input import run

HOME = "platform: {name: hosted, service_provider: SP, group: bakker, domain: bakker.example}\n"
WHERE = ("--platform", "hosted", "--service-provider", "SP", "--group", "bakker", "--domain", "bakker.example")
TARGETS = ("phones", "voicemail", "broadworks", "asterisk")
WITH_A_PLAN = (
    *(("check", "--format", form) for form in ("text", "json", "sarif", "junit", "github", "gitlab", "concise")),
    ("check", "--diff", "--unsafe-fixes"),
    ("check", "--proof"),
    ("check", "--baseline", "bekend.json", "--update-baseline"),
    *(("compile", "--target", name, "--out", "uit", "--format", form) for name in TARGETS for form in ("text", "json")),
    *(("trace", "--dial", "201", "--at", "2026-12-01 10:00", "--format", form) for form in ("text", "json")),
    *(("test", "--format", form) for form in ("text", "json", "junit", "tap")),
    *(("test", "--suggest"), ("test", "--coverage")),
    *(("graph", "--format", form) for form in ("mermaid", "dot")),
    *(("plan", "--format", form) for form in ("text", "json")),
    *(("plan", "--out", "nieuw.json"), ("deploy", "--yes"), ("deploy", "--undo", "--yes")),
    *(("drift", "--format", form) for form in ("text", "json")),
)
WITH_TWO = tuple(("diff", "--format", form) for form in ("text", "markdown", "json"))
WITHOUT = (("import", *WHERE, "--out", "nieuw"), ("audit", "--changes"), ("explain", "password"), ("rules",))
DATED = ("check", "compile", "test", "diff", "plan", "deploy", "drift", "import")


@contextmanager
def a_platform(folder: Path) -> Iterator[None]:
    """The folder is the working directory, and every platform is one of this process."""
    (folder / "seed.yaml").write_text(PLAN, "utf-8")
    before = Path.cwd()
    os.chdir(folder)
    try:
        with spoken_to(Platform(Path("seed.yaml"))):
            Path("seed.yaml").unlink()
            yield
    finally:
        os.chdir(before)


def commands(every: bool) -> Iterator[list[str]]:
    """The commands that read a plan, settings or secrets: each in one of its formats, or in `every` one."""
    seen: set[str] = set()
    for words, paths in ((WITH_A_PLAN, ["plan.yaml"]), (WITH_TWO, ["later.yaml", "plan.yaml"]), (WITHOUT, [])):
        for one in words:
            if every or one[0] not in seen:
                yield [*one, *(TODAY if one[0] in DATED else ()), *paths]
            seen.add(one[0])


def shown_by(folder: Path, files: dict[str, str], *, every: bool = False) -> list[str]:
    """The commands that show the secret, or write it into a file, where they are given these files."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o600)
    known = {"HOME": str(folder), "XDG_STATE_HOME": str(folder / "state"), "LANG": "C.UTF-8", "LOGNAME": "rita"}
    given = {"NUMMERPLAN_SECRET_PLATFORMS_HOSTED": "Geheim-1234!", "NUMMERPLAN_SECRET_DEVICES_ANNA": "Geheim-1234!"}
    found = []
    for arguments in commands(every):
        done = run(arguments, {**known, **given})
        assert done.wrong == (), (arguments, done.wrong)
        texts = {"output": done.out + done.err, **_files(folder, set(files))}
        found += [f"{arguments}: {name}" for name, text in texts.items() if SECRET in text.replace("\\", "")]
        for name, text in files.items():  # as they were given, whatever was fixed in them
            (folder / name).write_text(text, "utf-8")
    return found


def _files(folder: Path, given: set[str]) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.name not in given)
    return {str(file.relative_to(folder)): file.read_bytes().decode("utf-8", "replace") for file in files}


def plan_with(form: str, key: str, indent: int) -> str:
    """The broken plan of the test of `check`, of a company that has a platform."""
    return HOME + written(form, key, indent)


SOME = (("twice", "password"), ("a colon within", "pasword"), ("a tag", "sip_password"), ("a merge key", "wachtwoord"))
SOME += (("a block", "password"), ("an anchor", "pin"), ("begins with @", "Password"))
SOME += (("begins with *", "password"), ("begins with !", "pin"))


def test_no_command_shows_a_secret_of_a_broken_plan(tmp_path: Path) -> None:
    later = HOME + written("a comment", "kleur", 8).replace(SECRET, "x")
    settings = SETTINGS.replace('baseline = "bekend.json"\n', "")
    with a_platform(tmp_path):
        for form, key in SOME:
            files = {"plan.yaml": plan_with(form, key, 8), "later.yaml": later, "nummerplan.toml": settings}
            assert shown_by(tmp_path, files) == [], (form, key)


@pytest.mark.slow
@pytest.mark.parametrize("form", LINES)
def test_no_command_shows_any_secret_of_any_broken_plan(form: str, tmp_path: Path) -> None:
    later = HOME + written("a comment", "kleur", 8).replace(SECRET, "x")
    settings = SETTINGS.replace('baseline = "bekend.json"\n', "")
    with a_platform(tmp_path):
        for key, indent in product(KEYS, (8, 4)):
            files = {"plan.yaml": plan_with(form, key, indent), "later.yaml": later, "nummerplan.toml": settings}
            assert shown_by(tmp_path, files, every=True) == [], (form, key, indent)


LINE = 'password = "platforms/hosted"'
BROKEN_SETTINGS: dict[str, Callable[[str], str]] = {
    "the secret for its name": lambda text: text.replace(LINE, f'password = "{SECRET}"'),
    "a number": lambda text: text.replace(LINE, "password = 4711471147"),
    "a list": lambda text: text.replace(LINE, f'password = ["{SECRET}"]'),
    "a table": lambda text: text.replace(LINE, f'password = {{text = "{SECRET}"}}'),
    "no quotes": lambda text: text.replace(LINE, f"password = {SECRET}"),
    "an open quote": lambda text: text.replace(LINE, f'password = "{SECRET}'),
    "twice": lambda text: text.replace(LINE, f'{LINE}\npassword = "{SECRET}"'),
    "a wrong escape": lambda text: text.replace(LINE, f'password = "{SECRET}\\q"'),
    "a control": lambda text: text.replace(LINE, f'password = "{SECRET}\x01"'),
    "an escaped control": lambda text: text.replace(LINE, f'password = "{SECRET}\\u0001"'),
    "a misspelt key": lambda text: text.replace(LINE, f'pasword = "{SECRET}"'),
    "a Dutch key": lambda text: text.replace(LINE, f'wachtwoord = "{SECRET}"'),
    "a key of another table": lambda text: text.replace('provider = "env"', f'provider = "env"\npassword = "{SECRET}"'),
    "as the provider": lambda text: text.replace('provider = "env"', f'provider = "{SECRET}"'),
    "in the address": lambda text: text.replace("tcp://127.0.0.1:9", f"tcp://beheerder:{SECRET}@127.0.0.1:9"),
    "in the address's query": lambda text: text.replace("tcp://127.0.0.1:9", f"https://127.0.0.1/x?password={SECRET}"),
    "the secret of Asterisk's trunk": lambda text: text.replace(
        'trunk_host = "sip.carrier.example"', f'trunk_host = "x"\ntrunk_username = "x"\ntrunk_password = "{SECRET}"'
    ),
    "in provisioning_url": lambda text: text.replace("https://phones.", f"https://a:{SECRET}@phones."),
    "an empty line": lambda text: text.replace(LINE, f"{SECRET}"),
    "a dotted key": lambda text: text.replace(LINE, f'{LINE}\npassword.x = "{SECRET}"'),
}


COMPANY = PLAN.replace("audio/x.wav", "default").replace("  music_on_hold: default\n", "")
PLANS = {"plan.yaml": COMPANY, "later.yaml": COMPANY.replace("45s", "20s")}


def with_broken_settings(folder: Path, *, every: bool) -> list[str]:
    """What shows the secret, of all ways in which settings can be broken."""
    found = []
    with a_platform(folder):
        for form, broken in BROKEN_SETTINGS.items():
            text = broken(SETTINGS.replace('baseline = "bekend.json"\n', ""))
            assert SECRET in text or "4711" in text
            found += [f"{form}: {one}" for one in shown_by(folder, {**PLANS, "nummerplan.toml": text}, every=every)]
    return found


def test_no_command_shows_a_secret_of_broken_settings(tmp_path: Path) -> None:
    assert with_broken_settings(tmp_path, every=False) == []


@pytest.mark.slow
def test_no_command_shows_a_secret_of_broken_settings_in_any_format(tmp_path: Path) -> None:
    assert with_broken_settings(tmp_path, every=True) == []


BROKEN_FILES: dict[str, str] = {
    "a number": f'"platforms/hosted" = "x{SECRET}"\n"devices/anna" = 4711\n"a" = ["{SECRET}"]\n',
    "a list": f'"platforms/hosted" = ["{SECRET}"]\n',
    "a table": f'["platforms/hosted"]\ntext = "{SECRET}"\n',
    "no quotes": f'"platforms/hosted" = {SECRET}\n',
    "an open quote": f'"platforms/hosted" = "{SECRET}\n',
    "twice": f'"platforms/hosted" = "{SECRET}"\n"platforms/hosted" = "{SECRET}2"\n',
    "a wrong escape": f'"platforms/hosted" = "{SECRET}\\q"\n',
    "a control": f'"platforms/hosted" = "{SECRET}\x01"\n',
    "an escaped control": f'"platforms/hosted" = "{SECRET}\\u0001"\n"devices/anna" = "{SECRET}\\u0007"\n',
    "no key": f"{SECRET}\n",
    "the secret as a key": f'"{SECRET}" = "platforms/hosted"\n',
    "a wrong password": f'"platforms/hosted" = "{SECRET}"\n"devices/anna" = "{SECRET}"\n',
    "too long for a telephone": f'"platforms/hosted" = "Geheim-1234!"\n"devices/anna" = "{SECRET * 40}"\n',
    "not to be sent": f'"platforms/hosted" = "Geheim-1234!"\n"devices/anna" = "{SECRET}😀é"\n',
}


def with_broken_file(folder: Path, mode: int, *, every: bool) -> list[str]:
    """What shows the secret, of all ways in which a file of secrets can be broken."""
    place, project, found = folder / "elders.toml", folder / "project", []
    project.mkdir()
    settings = SETTINGS.replace('baseline = "bekend.json"\n', "").replace('"env"', f'"file:{place}"')
    with a_platform(project):
        for form, text in BROKEN_FILES.items():
            place.write_text(text, "utf-8")
            place.chmod(mode)
            shown = shown_by(project, {**PLANS, "nummerplan.toml": settings}, every=every)
            # Artefacts hold secrets: that is what they are for.
            found += [f"{form}: {one}" for one in shown if ": uit/" not in one]
            shutil.rmtree(project / "uit", ignore_errors=True)
    return found


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_no_command_shows_a_secret_of_a_broken_file_of_secrets(mode: int, tmp_path: Path) -> None:
    assert with_broken_file(tmp_path, mode, every=False) == []


@pytest.mark.slow
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_no_command_shows_a_secret_of_a_broken_file_of_secrets_in_any_format(mode: int, tmp_path: Path) -> None:
    assert with_broken_file(tmp_path, mode, every=True) == []


@pytest.mark.parametrize("name", ["saved.json", "bekend.json"])
@pytest.mark.parametrize(
    "text", [f'{{"password": "{SECRET}"', f'"{SECRET}"', f"{SECRET}", f'{{"saved_plan": "{SECRET}"}}']
)
def test_no_command_shows_a_secret_of_a_broken_record(name: str, text: str, tmp_path: Path) -> None:
    with a_platform(tmp_path):
        (tmp_path / "plan.yaml").write_text(COMPANY, "utf-8")
        (tmp_path / "nummerplan.toml").write_text(SETTINGS.replace('baseline = "bekend.json"\n', ""), "utf-8")
        (tmp_path / name).write_text(text, "utf-8")
        environment = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "LANG": "C.UTF-8"}
        words = ("deploy", "--plan", name, "--yes") if name == "saved.json" else ("check", "--baseline", name)
        done = run([*words, *TODAY, "plan.yaml"], environment)
        assert (done.code, done.wrong, SECRET in done.out + done.err) == (2, (), False), done
        kept = tmp_path / "state" / "nummerplan" / "hosted%2FSP%2Fbakker"
        kept.mkdir(parents=True, exist_ok=True, mode=0o700)
        (kept.parent / "audit.jsonl").write_text(f'{{"password": "{SECRET}"\n')
        (kept / "journal.sqlite").write_text(text)
        for words in (("audit", "--changes"), ("plan", *TODAY, "plan.yaml")):
            done = run(words, environment)
            assert (done.wrong, SECRET in done.out + done.err) == ((), False), done


def test_a_secret_that_is_shown_would_be_noticed(tmp_path: Path) -> None:
    with a_platform(tmp_path):
        files = {"plan.yaml": f"company: {{name: {SECRET}}}\n", "later.yaml": "nummerplan: 1\n", "nummerplan.toml": ""}
        found = shown_by(tmp_path, files)
    assert {words.split("'")[1] for words in found} >= {"check"}
