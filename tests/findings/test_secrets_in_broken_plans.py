"""Somebody wrote a secret into a plan and made a mistake beside it: no report of the mistake shows the secret."""

from itertools import product

import pytest

from nummerplan.compiler.findings.report import all_formats, render
from nummerplan.compiler.pipeline import check_text

SECRET = "Zq7-Geheim9"  # noqa: S105 - it must not be shown
KEYS = (
    *("password", "sip_password", "pasword", "passwrod", "Password", "PASSWORD", "sip-password", "sip-pasword"),
    *("wachtwoord", "Wachtwoord", "secret", "sip_secret", "geheim", "passwd", "pincode", "pin", "credentials"),
)
LINES = {
    "twice": "{key}: {secret}1\n{key}: {secret}2",
    "twice, once a reference": "{key}: !secret devices/anna\n{key}: {secret}",
    "a colon within": "{key}: a: {secret}",
    "a colon behind": "{key}: {secret}: b",
    "a quote that stays open": '{key}: "{secret}',
    "a single quote that stays open": "{key}: '{secret}",
    "a wrong escape": '{key}: "{secret}\\q"',
    "a tab": "\t{key}: {secret}",
    "a bracket that stays open": "x: {{{key}: {secret}, a: [}}",
    "a list": "{key}: [{secret}]",
    "a mapping": "{key}: {{waarde: {secret}}}",
    "a block": "{key}: |\n  {secret}\n  {secret}b",
    "a folded block": "{key}: >-\n  {secret}",
    "a merge key": "<<: {{{key}: {secret}}}",
    "no colon": "{key} {secret}",
    "no blank": "{key}:{secret}",
    "an equals sign": "{key}={secret}",
    "an explicit key": "? {key}\n: {secret}",
    "an anchor": "{key}: &x {secret}\n{key}: *x",
    "a tag": "{key}: !geheim {secret}",
    "in quotes": "'{key}': {secret}\nkleur: [",
    **{f"begins with {mark}": f"{{key}}: {mark}{{secret}}" for mark in "@%*!?&|>`#-,]}"},
    "a comment": "{key}: # {secret}",
    "a comment behind": "{key}: x # {secret}\nkleur: [",
}
PLAN = """\
nummerplan: 1
company: {name: Bakker, main_number: 088-7654000}
numbers: [088-7654000]
users:
  anna:
    last_name: Anna
    extension: 201
    number: 088-7654000
    devices:
      - model: yealink-t54w
"""


def written(form: str, key: str, indent: int) -> str:
    lines = LINES[form].replace("{secret}", SECRET).replace("{key}", key).replace("{{", "{").replace("}}", "}")
    return PLAN + "".join(" " * indent + line + "\n" for line in lines.split("\n"))


@pytest.mark.parametrize("form", LINES)
def test_no_report_shows_a_secret_of_a_broken_plan(form: str) -> None:
    for key, indent in product(KEYS, (8, 4)):
        text = written(form, key, indent)
        report = check_text(text)
        for name in all_formats():
            shown = render(name, report, lambda template: template)
            assert SECRET not in shown.replace("\\", ""), (name, key, shown)


@pytest.mark.parametrize("key", ["password", "sip_password"])
def test_a_line_without_its_secret_still_shows_what_is_wrong(key: str) -> None:
    shown = render("text", check_text(written("a tag", key, 8)), lambda template: template)
    assert f"{key}: ***" in shown
    assert "is not known" in shown
