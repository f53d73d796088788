"""One name, one thing: no public function, class or type of the product has the bare name of another.

Somebody who searches for a name finds one definition. Names of a target are compared with each other only.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("compiler/", "model/", "rules/analysis/")

BY_PROTOCOL = {
    "render": "each format of a report has one, and its registry calls it",
    "Render": "the type of that function, for findings and for call tests",
    "is_ours": "each format of a report knows its own files, and the registry asks it",
    "all_formats": "the registry of the formats, for findings and for call tests",
}
"""Names that are given more than once, because something looks for each by its name."""

TARGETS_BY_PROTOCOL = {
    "broadworks": (
        "activate add as_plan assign change change_group change_user delete document fitted from_plan listed of_group "
        "of_user operations read rename renumber services unassign"
    ),
    "phones": "render takes",
}
"""What each kind of object, each area of the simulator or each vendor's folder defines under the same name; the client
and the simulator share nothing, and each makes a document."""


def public_names(text: str) -> Iterator[str]:
    """Functions, classes and names of types (in capitals and small letters) at the top of a module."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found = [node.name]
        elif isinstance(node, ast.Assign):
            found = [target.id for target in node.targets if isinstance(target, ast.Name)]
            found = [name for name in found if name[0].isupper() and not name.isupper()]
        else:
            found = []
        yield from (name for name in found if not name.startswith("_"))


def given_twice(files: list[str]) -> dict[str, list[str]]:
    """Each name that more than one file defines, with these files."""
    places: dict[str, list[str]] = defaultdict(list)
    for file in files:
        for name in dict.fromkeys(public_names((ROOT / file).read_text("utf-8"))):
            places[name].append(file)
    return {name: found for name, found in places.items() if len(found) > 1}


def code(project_files: list[str], *folders: str) -> list[str]:
    return [name for name in project_files if name.endswith(".py") and name.startswith(folders)]


def test_no_name_of_the_product_is_given_twice(project_files: list[str]) -> None:
    found = given_twice(code(project_files, *PRODUCT))
    assert {name: files for name, files in found.items() if name not in BY_PROTOCOL} == {}


def test_what_is_given_twice_by_protocol_is(project_files: list[str]) -> None:
    assert BY_PROTOCOL.keys() <= given_twice(code(project_files, *PRODUCT)).keys()


@pytest.mark.parametrize("target", ["asterisk", "broadworks", "phones", "voicemail"])
def test_no_name_of_a_target_is_given_twice(target: str, project_files: list[str]) -> None:
    known = TARGETS_BY_PROTOCOL.get(target, "").split()
    found = given_twice(code(project_files, f"targets/{target}/"))
    assert {name: files for name, files in found.items() if name not in known} == {}


def test_a_name_that_is_given_twice_would_be_noticed() -> None:
    assert [*public_names("class A: ...\ndef b(): ...\nCd = int | str\nD_E = 1\n_F = 1\ndef _g(): ...\nh = 2\n")] == [
        "A",
        "b",
        "Cd",
    ]
