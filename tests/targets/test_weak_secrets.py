"""Weak secrets are told as soon as a provider gives them, together, before anything is written; never their text."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command import nummerplan as command

import nummerplan
from nummerplan.compiler.pipeline import check_text
from nummerplan.model.errors import PlanError

PLAN = """nummerplan: 1
company: {name: Zaak, main_number: 085-4879610}
numbers: [085-4879610]
users:
  jan:
    first_name: Jan
    last_name: Wit
    extension: 2017
    number: 085-4879610
    pin: !secret jan/pin
    voicemail: {email: jan@zaak.example, when: [busy, no_answer]}
    devices:
      - {model: yealink-t54w, mac: 80:5E:C0:12:34:56, password: !secret jan/desk, sip_password: !secret jan/sip}
portal_users:
  bea: {username: bea, email: bea@zaak.example, roles: [manage_users], password: !secret bea/portal}
"""
STRONG = {"jan/pin": "70316", "jan/desk": "Zeer-Geheim_1", "jan/sip": "Ook-Geheim_2", "bea/portal": "Sleutelbos7"}

Shop = tuple[Path, Callable[..., subprocess.CompletedProcess[str]]]


def run(*arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    """Compile for the telephones, into `out`."""
    return command("compile", ".", "--target", "phones", "--out", "out", "--today", "2026-11-23", *arguments, at=at)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A folder with the plan, and a way to compile it with some secrets."""
    folder = tmp_path / "zaak"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN)

    def compiled(**changes: str) -> subprocess.CompletedProcess[str]:
        file = tmp_path / "secrets.toml"
        secrets = STRONG | {name.replace("_", "/"): text for name, text in changes.items()}
        file.write_text("".join(f"\"{name}\" = '{text}'\n" for name, text in secrets.items()))
        file.chmod(0o600)
        return run("--secrets", f"file:{file}", at=folder)

    return folder, compiled


def test_strong_secrets_are_written_without_a_word(shop: Shop) -> None:
    folder, compiled = shop
    done = compiled()
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "out").exists()


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("jan_desk", "geheimpje", "NP604"),
        ("jan_desk", "Gh1-", "NP604"),
        ("jan_pin", "123", "NP615"),
        ("jan_pin", "geen-pin", "NP615"),
        ("bea_portal", "Kort1", "NP709"),
    ],
)
def test_a_weak_secret_of_a_provider_keeps_the_plan_from_being_written(
    shop: Shop, name: str, text: str, rule: str
) -> None:
    folder, compiled = shop
    done = compiled(**{name: text})
    assert done.returncode == 1
    assert f"error[{rule}]" in done.stderr
    assert text not in done.stdout + done.stderr
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("jan_pin", "2017", "NP615"),
        ("jan_pin", "1234", "NP615"),
        ("jan_desk", "Zeer/Geheim~1#", "NP605"),
        ("jan_sip", "Ook:Geheim@2", "NP605"),
    ],
)
def test_a_doubtful_one_is_a_warning_and_everything_is_written(shop: Shop, name: str, text: str, rule: str) -> None:
    folder, compiled = shop
    done = compiled(**{name: text})
    assert done.returncode == 0
    assert f"warning[{rule}]" in done.stderr
    assert text not in done.stdout + done.stderr
    assert (folder / "out").exists()


def test_all_of_them_are_told_together(shop: Shop) -> None:
    folder, compiled = shop
    done = compiled(jan_pin="2017", jan_desk="geheim", jan_sip="Ook:Geheim@2", bea_portal="Kort1")
    assert done.returncode == 1
    assert all(f"[{rule}]" in done.stderr for rule in ("NP604", "NP605", "NP615", "NP709"))
    assert not (folder / "out").exists()


def test_without_a_provider_nothing_is_known_of_them(shop: Shop) -> None:
    folder, _ = shop
    done = run(at=folder)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_public_api_judges_what_it_is_given(shop: Shop) -> None:
    folder, _ = shop
    plan = nummerplan.load(folder)
    assert nummerplan.compile(plan, ["phones"], secrets=STRONG)
    with pytest.raises(PlanError) as refused:
        nummerplan.compile(plan, ["phones"], secrets=STRONG | {"jan/desk": "geheimpje"})
    told = "".join(str(line) for line in refused.value.details)
    assert "this device password lacks" in told
    assert "geheimpje" not in told


def test_a_suppression_is_needed_only_where_the_secret_is_known(shop: Shop) -> None:
    folder, compiled = shop
    comment = "pin: !secret jan/pin  # nummerplan: ignore[NP615] wordt bij de eerste keer veranderd"
    (folder / "plan.yaml").write_text(PLAN.replace("pin: !secret jan/pin", comment))
    findings = check_text((folder / "plan.yaml").read_text()).findings
    assert "suppression-unused" not in {finding.rule for finding in findings}
    assert compiled(jan_pin="123").returncode == 0
    assert "NP011" not in compiled(jan_pin="70316").stderr
