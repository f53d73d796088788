"""`nummerplan compile`: the command as people run it, and the example company's files as they were read by eye."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "mijn-bedrijf"
GOLDEN = Path(__file__).parent / "golden" / "mijn-bedrijf"
TARGETS = ("--target", "phones", "--target", "voicemail", "--target", "broadworks", "--target", "asterisk")

PLAN = """
company: {name: Zaak, main_number: 085-4879610}
numbers: [085-4879610]
users:
  jan:
    first_name: Jan
    last_name: Wit
    extension: 201
    number: 085-4879610
    devices:
      - {model: yealink-t54w, mac: 80:5E:C0:12:34:56, password: !secret devices/jan, sip_password: !secret sip/jan}
"""
SECRETS = '[devices]\njan = "Zeer-Geheim_1"\n[sip]\njan = "Ook-Geheim_2"\n'


def run(*arguments: object, at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nummerplan", "compile", "--today", "2026-11-23", *map(str, arguments)]
    python = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    whole = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **python, **environment}
    return subprocess.run(command, cwd=at, env=whole, capture_output=True, text=True, check=False)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "zaak"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN)
    return folder


def test_the_example_company_gives_the_files_that_were_read_by_eye(tmp_path: Path) -> None:
    """After a wanted change: compile the example for `phones` to a folder, read the difference, and copy it here."""
    done = run(EXAMPLE, *TARGETS, "--out", tmp_path / "out", at=tmp_path)
    assert done.returncode == 0, done.stderr
    made = tmp_path / "out" / "mijn-bedrijf"
    for golden in sorted(path for path in GOLDEN.rglob("*") if path.is_file()):
        file = made / golden.relative_to(GOLDEN)
        assert file.read_text() == golden.read_text(), file.name
    texts = {path.relative_to(made) for path in made.rglob("*") if path.suffix not in (".wav", ".txt")}
    listed = {path.relative_to(made) for path in made.rglob("*") if path.is_file() and path.relative_to(made) in texts}
    manifests = {Path(f"{target}/manifest.json") for target in TARGETS[1::2]}
    assert {path.relative_to(GOLDEN) for path in GOLDEN.rglob("*") if path.is_file()} == listed - manifests


def test_the_same_plan_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(EXAMPLE, *TARGETS, "--out", tmp_path / name, at=tmp_path)
    one = {p.relative_to(tmp_path / "one"): p.read_bytes() for p in (tmp_path / "one").rglob("*") if p.is_file()}
    two = {p.relative_to(tmp_path / "two"): p.read_bytes() for p in (tmp_path / "two").rglob("*") if p.is_file()}
    assert one == two
    assert len(one) > 10


def test_the_summary_is_the_result_and_names_losses_with_their_place(shop: Path) -> None:
    (shop / "plan.yaml").write_text(PLAN.replace("{name: Zaak,", "{name: Zaak, language: de,"))
    done = run(".", "--target", "phones", "--out", "out", at=shop)
    assert (done.returncode, done.stderr) == (0, "")
    summary = done.stdout.splitlines()
    assert summary[0] == "out/zaak/phones: 1 files, of which 0 with secrets"
    assert summary[1] == "  loss: plan.yaml:2:33: how de is set on a Yealink is not known; it keeps its own setting"
    assert "  note: [targets.phones] sets no registrar: the files hold {{setting registrar}}" in summary


def test_a_plan_with_errors_writes_nothing_and_keeps_what_was_there(shop: Path) -> None:
    assert run(".", "--target", "phones", "--out", "out", at=shop).returncode == 0
    before = {path: path.read_bytes() for path in (shop / "out").rglob("*") if path.is_file()}
    (shop / "plan.yaml").write_text(PLAN.replace("extension: 201", "extension: 9999999"))
    done = run(".", "--target", "phones", "--out", "out", at=shop)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "plans with errors are not compiled:" in done.stderr
    assert "plan.yaml:8:16" in done.stderr
    assert {path: path.read_bytes() for path in (shop / "out").rglob("*") if path.is_file()} == before


def test_a_bad_plan_does_not_keep_a_good_one_from_being_compiled(shop: Path) -> None:
    other = shop.parent / "kapot"
    other.mkdir()
    (other / "plan.yaml").write_text("company: [\n")
    done = run(shop.parent, "--target", "phones", "--out", shop.parent / "out", at=shop.parent)
    assert done.returncode == 1
    assert (shop.parent / "out" / "zaak" / "phones" / "manifest.json").is_file()
    assert not (shop.parent / "out" / "kapot").exists()


def test_secrets_come_from_the_provider_that_is_named(shop: Path) -> None:
    secrets = shop.parent / "secrets.toml"
    secrets.write_text(SECRETS)
    secrets.chmod(0o600)
    done = run(".", "--target", "phones", "--out", "out", "--secrets", f"file:{secrets}", at=shop)
    assert done.returncode == 0, done.stderr
    file = shop / "out" / "zaak" / "phones" / "yealink" / "805ec0123456.cfg"
    assert "account.1.password = Ook-Geheim_2\n" in file.read_text()
    for path in (file, shop / "out" / "zaak" / "phones" / "manifest.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Geheim" not in done.stdout + done.stderr
    # The next run without a provider takes them away again.
    assert run(".", "--target", "phones", "--out", "out", at=shop).returncode == 0
    assert "{{secret sip/jan}}" in file.read_text()


def test_a_missing_secret_writes_nothing(shop: Path) -> None:
    variable = {"NUMMERPLAN_SECRET_DEVICES_JAN": "Zeer-Geheim_1"}
    done = run(".", "--target", "phones", "--out", "out", "--secrets", "env", at=shop, **variable)
    assert done.returncode == 2
    assert done.stderr == "nummerplan: the provider does not have these secrets: sip/jan\n"
    assert not (shop / "out").exists()


def test_settings_come_from_the_project_and_wrong_ones_are_refused(shop: Path) -> None:
    settings = shop / "nummerplan.toml"
    settings.write_text('[targets.phones]\nregistrar = "sip.example.net"\nport = 5061\ntransport = "tls"\n')
    assert run(".", "--target", "phones", "--out", "out", at=shop).returncode == 0
    file = shop / "out" / "zaak" / "phones" / "yealink" / "805ec0123456.cfg"
    assert "account.1.sip_server.1.port = 5061\n" in file.read_text()
    for text, sentence in (
        ("registar = 'x'", "phones takes no setting registar; did you mean registrar?"),
        ("port = true", "[targets.phones] port is no text and no number"),
        (
            "transport = 'sctp'",
            "[targets.phones] transport is 'sctp', which is not of the expected form: udp, tcp, tls",
        ),
    ):
        settings.write_text(f"[targets.phones]\n{text}\n")
        done = run(".", "--target", "phones", "--out", "out", at=shop)
        assert (done.returncode, done.stderr) == (2, f"nummerplan: {settings}: {sentence}\n")


def test_audio_that_cannot_be_used_is_named_with_its_place(shop: Path) -> None:
    (shop / "nep.wav").write_bytes(b"RIFF....WAVE")
    (shop / "plan.yaml").write_text(PLAN + "    voicemail: {email: a@b.example, greetings: {busy: nep.wav}}\n")
    done = run(".", "--target", "voicemail", "--out", "out", at=shop)
    assert done.returncode == 3
    assert "plan.yaml:12:55: nep.wav: the recording cannot be decoded" in done.stderr
    assert not (shop / "out").exists()


def test_two_plans_of_one_name_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    for number in "12":
        folder = tmp_path / number / "zaak"
        folder.mkdir(parents=True)
        own = PLAN.replace("4879610", f"487961{number}").replace("12:34:56", f"12:34:5{number}")
        (folder / "plan.yaml").write_text(own.replace("/jan", f"/jan{number}"))
    done = run(".", "--target", "phones", "--out", "out", at=tmp_path)
    assert done.returncode == 2
    assert "two plans are named zaak" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--out", "out"], "Missing option '--target'"),
        (["--target", "phones"], "Missing option '--out'"),
        (
            ["--target", "faxes", "--out", "out"],
            "'faxes' is not one of 'asterisk', 'broadworks', 'phones', 'voicemail'",
        ),
        (["--target", "phones", "--out", "out", "--secrets", "vault"], "vault is no provider of secrets"),
        (["--target", "phones", "--out", "plan.yaml"], "cannot be written"),
    ],
)
def test_wrong_usage_is_said(shop: Path, arguments: list[str], sentence: str) -> None:
    done = run(".", *arguments, at=shop)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_plan_is_not_silently_nothing(tmp_path: Path) -> None:
    done = run(".", "--target", "phones", "--out", "out", at=tmp_path)
    assert done.returncode == 3
    assert "there is no plan here" in done.stderr


def copied_program(folder: Path) -> Path:
    """The program in a folder of its own, where a test may add to it."""
    copy = folder / "source"
    for room in ("compiler", "model", "rules", "targets"):
        shutil.copytree(ROOT / room, copy / "nummerplan" / room, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (ROOT / "src" / "nummerplan").iterdir():
        if path.is_file():
            shutil.copy(path, copy / "nummerplan")
    shutil.copytree(ROOT / "src" / "nummerplan" / "cli", copy / "nummerplan" / "cli")
    return copy


def nummerplan(*arguments: str, at: Path, code: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "nummerplan", *arguments],
        cwd=at,
        env=os.environ | {"PYTHONPATH": str(code)},
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def test_a_new_target_edits_no_file(tmp_path: Path) -> None:
    """A folder in `targets/` is enough: its docstring is its page, `render` makes its files, `fields` names its own."""
    copy = copied_program(tmp_path)
    target = copy / "nummerplan" / "targets" / "phone_list"
    target.mkdir()
    (target / "__init__.py").write_text(
        '"""The company\'s extensions."""\n'
        "from nummerplan.model.artefact import Artefact, Rendering, Workbench\n"
        "def render(bench: Workbench) -> Rendering:\n"
        "    lines = [f'{u.extension} {u.full_name}\\n' for u in bench.linked.plan.users.values()]\n"
        "    return Rendering((Artefact('list.txt', ''.join(lines).encode()),))\n"
        "def fields():\n"
        "    return {'users.KEY.extension': ('line.shortNumber',)}\n"
    )
    (tmp_path / "plan.yaml").write_text(PLAN)
    done = run("plan.yaml", "--target", "phone-list", "--out", "out", at=tmp_path, PYTHONPATH=str(copy))
    assert done.returncode == 0, done.stderr
    (made,) = (tmp_path / "out").rglob("list.txt")
    assert made.read_text() == "201 Jan Wit\n"
    assert json.loads(made.with_name("manifest.json").read_text())["target"] == "phone-list"
    explained = nummerplan("explain", "shortNumber", at=tmp_path, code=copy)
    assert explained.startswith("# users.KEY.extension\n")
    assert "- Fields of phone-list: line.shortNumber\n" in explained


def test_a_new_vendor_edits_no_file(tmp_path: Path) -> None:
    """A file with its models and prefixes is enough for the rules and for the generic sheet."""
    copy = copied_program(tmp_path)
    vendor = copy / "nummerplan" / "targets" / "phones" / "acme"
    vendor.mkdir()
    (vendor / "vendor.toml").write_text('name = "Acme"\nprefixes = "02:AC:4E"\nmodels = """\n2 4 0 Desk_1\n"""\n')
    device = "{model: acme-desk-1, mac: 80:5E:C0:12:34:56, line: 3, keys: [201, 201, 201, 201, 201]}"
    (tmp_path / "plan.yaml").write_text(PLAN.partition("    devices:")[0] + f"    devices: [{device}]\n")
    found = nummerplan("check", "plan.yaml", "--format", "concise", at=tmp_path, code=copy)
    assert "a MAC address that begins with 80:5E:C0 belongs to Yealink, not to Acme" in found
    assert "line 3: a Acme Desk 1 has 2 of them" in found
    assert "5 keys: a Acme Desk 1 has 4 of them" in found


def test_a_check_reads_the_telephones_and_imports_no_target(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        PLAN.partition("    devices:")[0] + "    devices: [{model: yealink-t31p, line: 9}]\n"
    )
    command = [sys.executable, "-X", "importtime", "-m", "nummerplan", "check", "plan.yaml"]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert "line 9: a Yealink T31P has 2 of them" in done.stdout
    imported = [line.rpartition("|")[2].strip() for line in done.stderr.splitlines()]
    assert "nummerplan.targets" in imported
    assert [name for name in imported if name.startswith("nummerplan.targets.") or name == "jinja2"] == []
