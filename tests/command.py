"""The command as people start it, and the smallest plans that give each exit code."""

import os
import subprocess
import sys
from pathlib import Path

NUMMERPLAN = (sys.executable, "-m", "nummerplan")

CLEAN = """\
nummerplan: 1
company: {name: Bakker, main_number: 088-7654000}
numbers: [088-7654000]
users:
  balie:
    first_name: Bea
    last_name: Balie
    extension: 201
    number: 088-7654000
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, password: !secret devices/balie}]
    voicemail: {email: balie@bakker.example, when: [busy, no_answer]}
"""
WARNED = CLEAN.replace(", mac: 80:5E:C0:12:34:56", "")
"""One warning: NP616 mac-missing, on line 10."""
ADVISED = CLEAN.replace("numbers: [088-7654000]", "numbers: [088-7654000, 088-7654001]")
"""One piece of advice: NP108 numbers-unused, on line 3."""
BROKEN = "nummerplan: 1\ncompany: [\n"
"""No YAML."""


def environment(**variables: str) -> dict[str, str]:
    """This environment in English and without anybody's wishes about colour; and with these variables."""
    mine = ("LANG", "LC_", "LANGUAGE", "NO_COLOR", "NUMMERPLAN")
    return {name: value for name, value in os.environ.items() if not name.startswith(mine)} | variables


def nummerplan(
    *arguments: str | Path, at: Path, stdin: str | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder. It never shows a traceback, whatever it was given."""
    done = subprocess.run(
        [*NUMMERPLAN, *map(str, arguments)],
        cwd=at,
        env=environment(**variables),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode != 4, done.stderr
    return done


def write(folder: Path, **plans: str) -> Path:
    """Write `NAME.plan.yaml` for each plan; returns the folder."""
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in plans.items():
        (folder / f"{name}.plan.yaml").write_text(text, "utf-8")
    return folder
