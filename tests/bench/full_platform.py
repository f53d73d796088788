"""A company of 10,000 people planned against a platform that has all of them: `python tests/bench/full_platform.py`.

The company is deployed to the BroadWorks simulator first, by the command, which takes some minutes. Then `plan` is
measured from its start to its exit: once where nothing has changed, and once for a change with its effect on callers.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plans import write_plan

HERE = Path(__file__).resolve().parent
SCRATCH = HERE.parent.parent / ".bench"
NUMMERPLAN = str(Path(sys.executable).with_name("nummerplan"))
PASSWORD = "Beheer-1234!"  # noqa: S105 - of a platform that lives for one measurement
SETTINGS = """
[secrets]
provider = "file:../secrets.toml"

[platforms.hosted]
kind = "broadworks"
address = "{address}"
user = "nummerplan"
password = "platforms/hosted"
timeout = 600
"""
HOME = """\
platform:
  {name: hosted, service_provider: SP, group: groot, domain: groot.example,
   accepts: [{loss: spoken-text, at: all, reason: texts for a measurement}]}
"""


def prepared(users: int) -> Path:
    """The folder of the plan, with the secrets that it names beside it."""
    shutil.rmtree(SCRATCH / "platform", ignore_errors=True)
    folder = SCRATCH / "platform" / "plans"
    plan = write_plan(users, folder)
    with plan.open("a", encoding="utf-8") as text:
        text.write(HOME)
    names = sorted(set(re.findall(r"!secret ([\w/.@-]+)", plan.read_text("utf-8"))))
    secrets = folder.parent / "secrets.toml"
    secrets.touch(mode=0o600)
    lines = [f'"platforms/hosted" = "{PASSWORD}"', *(f'"{name}" = "Geheim-1234!"' for name in names)]
    secrets.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """Serve a simulator that is seeded for the plan."""
    command = [NUMMERPLAN, "platform", "serve", "--port", "0", "--state", "../state.sqlite", "--for", "."]
    environment = os.environ | {"NUMMERPLAN_PLATFORM_PASSWORD": PASSWORD}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().strip() if process.stdout else ""
        with (folder / "nummerplan.toml").open("a", encoding="utf-8") as text:
            text.write(SETTINGS.format(address=address))
        try:
            yield
        finally:
            process.terminate()


def run(folder: Path, *arguments: str) -> tuple[float, float, str]:
    """Seconds of processor and peak megabytes of one command, and what it said."""
    environment = os.environ | {"XDG_STATE_HOME": str(folder.parent / "state")}
    with subprocess.Popen(
        [NUMMERPLAN, *arguments], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def main() -> None:
    """Deploy, and measure."""
    parser = argparse.ArgumentParser(description="Time and memory of plan against a full platform.")
    parser.add_argument("users", nargs="?", type=int, default=10_000)
    users = parser.parse_args().users
    folder = prepared(users)
    with served(folder):
        begin = time.perf_counter()
        seconds, _, output = run(folder, "deploy", "--yes")
        commands = re.search(r"commands: (\d+)", output)
        print(
            f"{users} users deployed: {commands[1] if commands else '?'} commands,"
            f" {time.perf_counter() - begin:.0f} s on the clock, {seconds:.0f} s of processor",
            flush=True,
        )
        seconds, megabytes, output = run(folder, "plan")
        if "no changes" not in output:
            sys.exit("the second plan is not empty")
        print(f"plan, nothing changed      {seconds:>6.1f} s {megabytes:>5.0f} MB   wanted: at most 60 s and 1000 MB")
        plan = folder / "plan.yaml"
        plan.write_text(plan.read_text("utf-8").replace("mon-fri: 08:30", "mon-fri: 08:00", 1), encoding="utf-8")
        seconds, megabytes, output = run(folder, "plan")
        if "  ~ schedule " not in output:
            sys.exit("the changed schedule is not in the plan")
        print(f"plan, one schedule changed {seconds:>6.1f} s {megabytes:>5.0f} MB   wanted: at most 60 s and 1000 MB")


if __name__ == "__main__":
    main()
