"""`check --fix`: what is mended, what stays byte for byte, and what is never shown."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from nummerplan.compiler.editing.apply_fixes import apply_fixes
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_paths

TODAY = date(2026, 11, 23)
NUMMERPLAN = (sys.executable, "-m", "nummerplan")

PLAN = """\
# Our plan; do not reorder.
nummerplan: 1

company:            # the company itself
  name: Bakkerij De Groot
  country: NL       # Dutch numbers

numbers: [ 020-1234567 ]

users:
  jan:   {extnsion: 201, number: 020-1234567,   devices: [{model: generic-sip}],
          voicemail: {email: jan@degroot.example}}
"""


def mended(text: str, folder: Path, unsafe: bool = False) -> str:
    path = folder / "plan.yaml"
    path.write_bytes(text.encode())
    apply_fixes([path], TODAY, Selection(), unsafe, write=True)
    return path.read_bytes().decode()


def test_a_missing_company_number_and_a_misspelt_key_are_mended_and_all_else_stays(tmp_path: Path) -> None:
    expected = PLAN.replace("extnsion", "extension").replace(
        "  name: Bakkerij", "  main_number: 020-1234567\n  name: Bakkerij"
    )
    assert mended(PLAN, tmp_path) == expected


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    text = "\ufeff" + PLAN.replace("\n", "\r\n")
    result = mended(text, tmp_path)
    assert result.startswith("\ufeff# Our plan")
    assert result.count("\r\n") == result.count("\n") == PLAN.count("\n") + 1


def test_a_secret_becomes_a_reference_only_when_asked_for(tmp_path: Path) -> None:
    text = PLAN.replace("extnsion: 201", "extension: 201, password: Geheim1!")
    assert "Geheim1!" in mended(text, tmp_path)
    assert "password: !secret users/jan/password," in mended(text, tmp_path, unsafe=True)


def test_a_secret_is_shown_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("extnsion: 201", "extnsion: 201, password: Geheim1!"))
    for options in (["--format", form] for form in ("text", "concise", "json", "sarif", "junit", "github", "gitlab")):
        done = subprocess.run([*NUMMERPLAN, "check", *options, str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "Geheim1!" not in done.stdout + done.stderr
    shown = [*NUMMERPLAN, "check", "--diff", "--unsafe-fixes", str(path)]
    done = subprocess.run(shown, capture_output=True, text=True, check=False)
    assert "+  jan:" in done.stdout
    assert "Geheim1!" not in done.stdout + done.stderr


def test_a_difference_changes_nothing_and_says_what_would(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN)
    done = subprocess.run([*NUMMERPLAN, "check", "--diff", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "+  main_number: 020-1234567" in done.stdout
    assert path.read_text() == PLAN


def test_a_link_is_followed_and_a_mode_kept(tmp_path: Path) -> None:
    real = tmp_path / "real.plan.yaml"
    real.write_text(PLAN)
    real.chmod(0o640)
    link = tmp_path / "link"
    link.mkdir()
    (link / "plan.yaml").symlink_to(real)
    apply_fixes([link / "plan.yaml"], TODAY, Selection(), False, write=True)
    assert (link / "plan.yaml").is_symlink()
    assert "main_number" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


MISTAKES = st.lists(
    st.sampled_from(
        [
            ("extension: 201", "extnsion: 201"),
            ("members: [jan]", "membrs: [jan]"),
            ("policy: regular", "policy: vaste_volgorde"),
            ("  main_number: 020-1234567\n", ""),
            ("nummerplan: 1\n", ""),
            ("mon-fri: ", "ma-vr: "),
            ("call_waiting: true", "wisselgesprek: true"),
            ("hunt_groups:", "belgroepen:"),
            ("password: !secret jan", "password: Geheim1!"),
            ("voicemail: {", "voicemail: {rings: 1, "),
        ]
    )
)
GOOD = """\
nummerplan: 1
company:
  name: Bakkerij De Groot   # since 1911
  main_number: 020-1234567
numbers: [020-1234567]
schedules:
  open:   {mon-fri: 08:00-18:00}
users:
  jan:
    extension: 201
    call_waiting: true
    password: !secret jan
    devices:
      - model: generic-sip
    voicemail: {email: jan@degroot.example}
hunt_groups:
  # behind the counter
  winkel: {extension: 101, number: 020-1234567, policy: regular, members: [jan], overflow: {after: 30s, to: jan}}
"""


@given(MISTAKES, st.booleans())
@settings(max_examples=60, deadline=None)
def test_mending_twice_is_mending_once(mistakes: list[tuple[str, str]], unsafe: bool) -> None:
    import tempfile

    text = GOOD
    for right, wrong in mistakes:
        text = text.replace(right, wrong)
    with tempfile.TemporaryDirectory() as folder:
        once = mended(text, Path(folder), unsafe)
        assert mended(once, Path(folder), unsafe) == once
        comments = [line.split("#")[1] for line in text.splitlines() if "#" in line]
        assert [line.split("#")[1] for line in once.splitlines() if "#" in line] == comments
        _, report = check_paths([Path(folder) / "plan.yaml"], TODAY)
        assert not [f for f in report.findings if f.fix and (f.fix.safe or unsafe)]


def test_a_plan_from_a_pipe_has_no_file_to_mend() -> None:
    for option in ("--fix", "--diff"):
        command = [sys.executable, "-m", "nummerplan", "check", option, "-"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, input=PLAN)
        assert (done.returncode, done.stdout) == (2, "")
        assert "a plan from a pipe has none" in done.stderr
