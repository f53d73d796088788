"""What a menu makes of keys that might have been meant otherwise, and that it is said."""

from pathlib import Path

import pytest
from command import nummerplan

PLAN = """
nummerplan: 1
company: {name: Namen, main_number: 0887654001}
numbers: [0887654001]
auto_attendants:
  hoofd:
    name: Hoofdmenu
    extension: 555
    number: 0887654001
    business_hours_menu: {dial_by_extension: true, keys: {2: anna, 8: dial_by_name, 0: {operator: bram}}}
users:
  anna: {first_name: Anna, last_name: Jansen, extension: 201, voicemail: {email: a@x.example, when: [always]}}
  bram: {first_name: Bram, last_name: Jansen, extension: 213, voicemail: {email: a@x.example, when: [always]}}
calls:
  - {name: Bram by his extension, dial: 0887654001, at: 2026-11-30 10:00, press: [2, 1, 3], ends: {voicemail: bram}}
  - {name: Anna by her key, dial: 0887654001, at: 2026-11-30 10:00, press: [2], ends: {voicemail: anna}}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.lstrip(), "utf-8")
    return path


@pytest.mark.parametrize(
    ("keys", "who", "said"),
    [
        ("213", "bram", "the keys 213 are read as an extension"),
        ("2", "anna", None),
        ("8526736", "anna", "people whose names begin so: 2; the first, anna, is taken: a digit after hash chooses"),
        ("8526736#2", "bram", None),
    ],
)
def test_what_was_made_of_keys_is_said_where_it_might_be_otherwise(
    plan: Path, keys: str, who: str, said: str | None
) -> None:
    done = nummerplan(
        "trace", plan, "--dial", "0887654001", "--at", "2026-11-30 10:00", "--press", keys, at=plan.parent
    )
    assert f"a message can be left at the voicemail of {who}" in done.stdout
    notes = [line for line in done.stdout.splitlines() if "read as" in line or "names begin" in line]
    assert notes == ([said] if said else [])


def test_a_call_test_says_that_its_keys_were_read_as_an_extension(plan: Path) -> None:
    done = nummerplan("test", plan, at=plan.parent)
    assert done.returncode == 0
    assert done.stdout.count("are read as an extension") == 1
