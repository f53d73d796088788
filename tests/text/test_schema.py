"""The JSON Schema, held by an independent validator against plans as editors read them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from nummerplan.cli import nummerplan
from nummerplan.compiler.text.schema import json_schema, read_as
from nummerplan.model.plan.auto_attendants import MENU_KEYS

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "mijn-bedrijf").glob("*.yaml"))


class AsText(yaml.SafeLoader):
    """Every scalar is text, as the reader of this project has it."""


class Yaml11(yaml.SafeLoader):
    """YAML 1.1, with `on` and `no` as switches; JSON has no dates, so these stay text."""


class Yaml12(yaml.SafeLoader):
    """The core schema of YAML 1.2, in which `0900` is the number 900 and `on` a text."""


CORE = {
    "tag:yaml.org,2002:null": (r"~|null|Null|NULL|", list("~nN\0")),
    "tag:yaml.org,2002:bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    "tag:yaml.org,2002:int": (r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    "tag:yaml.org,2002:float": (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
}
MERGE = ("tag:yaml.org,2002:merge", re.compile(r"<<"))


def _secret(loader: yaml.SafeLoader, node: yaml.Node) -> str:
    return str(node.value)


def _decimal(loader: yaml.SafeLoader, node: yaml.Node) -> int:
    return int(node.value, 0 if node.value[:2] in ("0x", "0o") else 10)


AsText.yaml_implicit_resolvers = {"<": [MERGE]}
Yaml11.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Yaml12.yaml_implicit_resolvers = {"<": [MERGE]}
for tag, (pattern, firsts) in CORE.items():
    Yaml12.add_implicit_resolver(tag, re.compile(rf"(?:{pattern})\Z"), firsts)
Yaml12.add_constructor("tag:yaml.org,2002:int", _decimal)
LOADERS: list[type[yaml.SafeLoader]] = [AsText, Yaml11, Yaml12]
for known in LOADERS:
    known.add_constructor("!secret", _secret)


def as_json(value: Any) -> Any:
    """Keys of a JSON object are text: an editor takes them as written."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def read(text: str, loader: type[yaml.SafeLoader]) -> Any:
    return as_json(yaml.load(text, loader))  # noqa: S506 - subclasses of the safe loader


def complaints(text: str, loader: type[yaml.SafeLoader] = Yaml12) -> list[str]:
    errors = Draft202012Validator(json_schema()).iter_errors(read(text, loader))
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]


def test_it_is_a_schema_of_its_dialect() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere() -> None:
    schema = json_schema()
    names = set(re.findall(r'"\$ref": "#/\$defs/([^"]*)"', json.dumps(schema)))
    assert {"HoursText", "Text"} <= names
    assert names <= schema["$defs"].keys()


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_example_is_valid_however_an_editor_reads_it(path: Path, loader: type[yaml.SafeLoader]) -> None:
    assert complaints(path.read_text(encoding="utf-8"), loader) == []


def test_there_is_an_example_to_validate() -> None:
    assert [path.name for path in EXAMPLES] == ["plan.yaml"]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text",
    [
        "users: {a: {first_name: No, last_name: Null, extension: 0201, number: 0854879610}}",
        "users: {a: {night_forwarding: on}, b: {night_forwarding: {mode: off, to: 999}}}",
        "users: {a: {forwarding: {busy: 201, missed: {to: {voicemail: a}, rings: 0}, always: {voicemail: b}}}}",
        "users: {a: {blocked_callers: {rules: [{numbers: [0207654321], during: dinner}]}}}",
        "company: {block_outgoing: [0900, 0906, mobile], night_forwarding: {mode: on, to: 999}}",
        "company: {usage_alert_eur: 12.50, ring_limit: 2m, music_on_hold: none}",
        "schedules: {s: {name: Altijd, mon-fri: [09:00-12:00, 13:00-24:00], daily: all day}}",
        "holidays: {nl: {public: NO, dates: {2026-12-24: Kerst, 2026-12-28..2026-12-31: {closed: 12:00-24:00}}}}",
        "hunt_groups: {g: {not_reachable: busy_tone, when_busy: 201}, h: {not_reachable: {to: 0612345678}}}",
        "auto_attendants: {m: {business_hours_menu: {keys: {1: 201, '#': hang_up, star: {operator: a}}}}}",
        "auto_attendants: {m: {business_hours_menu: {greeting: {say: Hallo}, keys: {2: {voicemail: a}}}}}",
        "mailboxes: {b: {record: false, then: hang_up}, c: {then: {transfer: 201}}}",
        "mobile: {alert_total_eur: default, subscriptions: {m: {forwarding: {busy: 0854879612}, ends: 2027-01-01}}}",
        "calls: [{dial: 112, press: [1, star], at: Mon 10:00, ends: {mailbox: b}}, {never: {ends: lost}}]",
    ],
)
def test_what_the_reader_accepts_is_accepted(text: str, loader: type[yaml.SafeLoader]) -> None:
    assert complaints(text, loader) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("belgroepen: {}", "$"),
        ("users: {a: {extention: 201}}", "$.users.a"),
        ("users: {a: {call_waiting: sometimes}}", "$.users.a.call_waiting"),
        ("users: [a]", "$.users"),
        ("users: {a: {devices: {model: x}}}", "$.users.a.devices"),
        ("users: {a: {devices: [{name: x}]}}", "$.users.a.devices[0]"),
        ("users: {a: {night_forwarding: later}}", "$.users.a.night_forwarding"),
        ("schedules: {s: {ma-vr: 08:30-17:30}}", "$.schedules.s"),
        ("schedules: {s: {mon: 8.30-17.30}}", "$.schedules.s.mon"),
        ("holidays: {nl: {dates: {kerst: Kerst}}}", "$.holidays.nl.dates"),
        (
            "auto_attendants: {m: {business_hours_menu: {keys: {12: a}}}}",
            "$.auto_attendants.m.business_hours_menu.keys",
        ),
        ("hunt_groups: {g: {overflow: {after: 30}}}", "$.hunt_groups.g.overflow.after"),
        ("hunt_groups: {g: {policy: circulair}}", "$.hunt_groups.g.policy"),
        ("users: {a: {voicemail: }}", "$.users.a.voicemail"),
    ],
)
def test_what_the_reader_refuses_is_marked_in_the_editor(text: str, place: str) -> None:
    assert [complaint.partition(": ")[0] for complaint in complaints(text)] == [place]


@pytest.mark.parametrize("loader", [Yaml11, Yaml12])
@pytest.mark.parametrize("word", ["on", "off", "yes", "no", "true", "false", "0900", "0", "9", "mobile", "email"])
def test_a_word_is_known_in_every_guise(word: str, loader: type[yaml.SafeLoader]) -> None:
    assert read(word, loader) in read_as(word)


def test_the_keys_of_a_menu_are_listed() -> None:
    keys = json_schema()["$defs"]["Menu"]["properties"]["keys"]["propertyNames"]["enum"]
    assert set(keys) == {*MENU_KEYS, "*", "#"}


def test_the_command_prints_it() -> None:
    result = CliRunner().invoke(nummerplan, ["schema"])
    assert result.exit_code == 0
    assert json.loads(result.output) == json_schema()


def test_what_the_schema_does_not_tell_is_left_to_the_check() -> None:
    """Names are not the schema's business: an editor must not guess."""
    assert complaints("users: {a: {forwarding: {missed: nobody}}}") == []
