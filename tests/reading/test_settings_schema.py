"""The JSON Schema of `nummerplan.toml`: an independent validator and the reader agree about what may be written."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from command import CLEAN, nummerplan, write
from jsonschema import Draft202012Validator
from pydantic import Field

from nummerplan.compiler.reading import project_settings
from nummerplan.compiler.reading.project_settings import read_project, settings_model
from nummerplan.compiler.text.schema import settings_schema
from nummerplan.model.errors import SettingError
from nummerplan.model.settings.project import PlatformTable
from nummerplan.targets import platforms

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "mijn-bedrijf" / "nummerplan.toml"


def refused_by_schema(text: str) -> bool:
    return any(Draft202012Validator(settings_schema()).iter_errors(tomllib.loads(text)))


def refusal(text: str, folder: Path) -> str | None:
    """What the reader says of a file, without the file."""
    file = folder / "nummerplan.toml"
    file.write_text(text, "utf-8")
    try:
        read_project(file)
    except SettingError as error:
        return str(error).removeprefix(f"{file}: ")
    return None


RIGHT = [
    "",
    "[check]\nselect = ['NP1', 'mac-missing']\nignore = []\nfail-on = 'advice'\nbaseline = 'known.json'",
    "[check.levels]\nNP3 = 'error'\nmac-missing = 'off'",
    "[[check.paths]]\npath = 'klanten/oud/**'\nignore = ['NP6']\nlevels = {NP3 = 'off'}\n[[check.paths]]\npath = 'a'",
    "[secrets]\nprovider = 'env'",
    "[secrets]\nprovider = 'file:../secrets.toml'",
    "[targets.phones]\nport = 5061\nregistrar = 'sip.example.net'\nntp = '[2001:db8::1]'",
    "[targets.broadworks]\nrelease = 'R24'\nschema = 'xsd'",
    "[platforms.hosted]\nkind = 'broadworks'",
    "[platforms.'a.b']\nkind = 'broadworks'\nrate = 20\ntimeout = 5.5\ncall_types = {mobile = 'specialServicesI'}",
]
WRONG = [
    ("[targets.phonse]", "[targets] phonse is not known; did you mean phones?"),
    ("[targets.phones]\nregistar = 'x'", "phones takes no setting registar; did you mean registrar?"),
    ("[targets.phones]\nport = true", "[targets.phones] port is no text and no number"),
    ("[targets.phones]\nport = 'http'", "[targets.phones] port is 'http', which is not of the expected form: 5060"),
    ("targets = {phones = 1}", "targets.phones is a table, written [targets.phones]"),
    ("[targets.broadworks]\nschema = ['xsd']", "[targets.broadworks] schema is no text and no number"),
    ("[secrets]\nprovider = 'vault'", "vault is no provider of secrets; there are env, file:PATH"),
    ("[check]\nbaseline = []", "baseline is a text"),
    ("[check.levels]\nNP3 = 'fatal'", "the level of NP3 is one of error, warning, advice, off"),
    ("[check]\nlevels = ['NP3']", "levels is a table of rules, each with its level"),
    ("[check.paths]\npath = 'a'", "paths is a list of tables, each written [[check.paths]]"),
    ("[check]\npaths = ['a']", "[[check.paths]], number 1: this is no table"),
    (
        "[[check.paths]]\nignore = []",
        '[[check.paths]], number 1: the path is missing; write path = "klanten/oud/**"',
    ),
    (
        "[[check.paths]]\npath = 'a'\nlevels = {NP3 = true}",
        "[[check.paths]], number 1: the level of NP3 is one of error, warning, advice, off",
    ),
    ("[[check.paths]]\npath = 'a'\nignore = 'NP3'", "[[check.paths]], number 1: ignore is a list of texts"),
    ("[[check.paths]]\npath = 1", "[[check.paths]], number 1: path is a text"),
    ("[[check.paths]]\npath = 'a'\nlevel = {}", "[[check.paths]] level is not known; did you mean levels?"),
    ("platforms = 'hosted'", "platforms is a table, written [platforms]"),
    ("[platforms.hosted]", "the kind of [platforms.hosted] is missing; there are broadworks"),
    ("[platforms.hosted]\nkind = 'broadwork'", "the kind of [platforms.hosted] is broadwork; there are broadworks"),
    (
        "[platforms.hosted]\nkind = 'broadworks'\nadress = 'x'",
        "[platforms.hosted] adress: this is not known; did you mean address?",
    ),
    (
        "[platforms.hosted]\nkind = 'broadworks'\nrate = '20'",
        "[platforms.hosted] rate: a number from 0.1 to 100000.0 was expected",
    ),
    (
        "[platforms.hosted]\nkind = 'broadworks'\nlogin = 'none'",
        "[platforms.hosted] login: none is not possible; possible are plain, digest",
    ),
    (
        "[platforms.'a.b']\nkind = 'broadworks'\ncall_types = {mobil = 'toll'}",
        "[platforms.a.b] call_types: mobil is not possible; possible are international, mobile, 0900, 0906, 0909",
    ),
    (
        "[platforms.hosted]\nkind = 'broadworks'\nca_file = 1",
        "[platforms.hosted] ca_file: a text was expected",
    ),
]
ONLY_READ = [
    ("[check.levels]\nmac-misssing = 'off'", "there is no rule mac-misssing; did you mean mac-missing?"),
    (
        "[[check.paths]]\npath = 'a'\nignore = ['mac-misssing']",
        "there is no rule mac-misssing; did you mean mac-missing?",
    ),
    ("[check.levels]\nsyntax = 'off'", "the level of syntax stays as it is: what was not read is never clean"),
    (
        "[[check.paths]]\npath = '../elsewhere'",
        "../elsewhere is no path below the folder of the settings, such as klanten/oud/**",
    ),
    ("[check]\nignore = ['mac-misssing']", "there is no rule mac-misssing; did you mean mac-missing?"),
    ("[targets.phones]\nport = 70000", "[targets.phones] port is '70000', which is not of the expected form: 5060"),
    ("[targets.broadworks]\nrelease = 'R99'", "R99 is no release of BroadWorks; there are R21, R22, R23, R24, R25"),
    (
        "[platforms.hosted]\nkind = 'broadworks'\naddress = 'tls://beheerder:Geheim@h'",
        "[platforms.hosted] address: it is written tcp://HOST:2208, tls://HOST:2209, https://HOST or http://HOST, "
        "without a user",
    ),
]


def test_it_is_a_schema_of_its_dialect() -> None:
    assert settings_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(settings_schema())


def test_the_command_prints_it_and_the_documentation_has_it(tmp_path: Path) -> None:
    done = nummerplan("schema", "--settings", at=tmp_path)
    assert (done.returncode, json.loads(done.stdout)) == (0, settings_schema())
    assert (ROOT / "docs" / "settings.schema.json").read_text("utf-8") == done.stdout


@pytest.mark.parametrize("text", [EXAMPLE.read_text("utf-8"), *RIGHT])
def test_what_may_be_written_is_accepted_by_both(text: str, tmp_path: Path) -> None:
    assert (refusal(text, tmp_path), refused_by_schema(text)) == (None, False)


@pytest.mark.parametrize(("text", "sentence"), WRONG)
def test_what_is_wrong_is_refused_by_both(text: str, sentence: str, tmp_path: Path) -> None:
    assert (refusal(text, tmp_path), refused_by_schema(text)) == (sentence, True)


@pytest.mark.parametrize(("text", "sentence"), ONLY_READ)
def test_what_a_schema_cannot_tell_is_left_to_the_reader(text: str, sentence: str, tmp_path: Path) -> None:
    assert refusal(text, tmp_path) == sentence


def test_every_key_says_what_it_means() -> None:
    def keys(schema: dict[str, Any]) -> list[tuple[str, str]]:
        return [(name, key.get("description", "")) for name, key in schema.get("properties", {}).items()]

    schema = settings_schema()
    assert settings_model().model_fields.keys() == {"check", "secrets", "platforms", "targets"}
    assert [name for table in (schema, *schema["$defs"].values()) for name, meaning in keys(table) if not meaning] == []


class Paging(PlatformTable):
    """A second kind of platform, as another target would have it."""

    kind: Literal["paging"] = Field(description="`paging`")
    line: str | None = Field(None, description="the line that pages")


def test_each_kind_of_platform_has_a_table_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known = platforms()
    two = {**known, "paging": replace(known["broadworks"], settings=Paging)}
    monkeypatch.setattr(project_settings, "platforms", lambda: two)
    monkeypatch.setattr(project_settings, "settings_model", settings_model.__wrapped__)
    hosted = "[platforms.hosted]\nkind = 'broadworks'\nrate = 5\n"
    assert refusal(f"{hosted}[platforms.hall]\nkind = 'paging'\nline = '1'", tmp_path) is None
    assert refusal(f"{hosted}[platforms.hall]\nkind = 'paging'\nlin = '1'", tmp_path) == (
        "[platforms.hall] lin: this is not known; did you mean line?"
    )
    assert refusal(f"{hosted}[platforms.hall]\nkind = 'paging'\nline = 1", tmp_path) == (
        "[platforms.hall] line: a text was expected"
    )
    assert refusal(f"{hosted}[platforms.hall]\nkind = 'pagin'", tmp_path) == (
        "the kind of [platforms.hall] is pagin; there are broadworks, paging"
    )


COMMANDS = [
    ("check",),
    ("compile", "--target", "phones", "--out", "out"),
    ("plan",),
    ("deploy", "--yes"),
    ("drift",),
    ("import", "--platform", "hosted", "--service-provider", "SP", "--group", "G", "--out", "new"),
    ("platform", "serve", "--for", "."),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_that_reads_the_settings_finds_what_is_wrong(command: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN)
    (tmp_path / "nummerplan.toml").write_text("[platforms.hosted]\nkind = 'broadworks'\nrate = 'fast'\n", "utf-8")
    done = nummerplan(*command, at=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    expected = f"{tmp_path / 'nummerplan.toml'}: [platforms.hosted] rate: a number from 0.1 to 100000.0 was expected"
    assert done.stderr == f"nummerplan: {expected}\n"
