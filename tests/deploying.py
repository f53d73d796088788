"""Companies on the BroadWorks simulator, and the command line that deploys to them, in this process or its own."""

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from command import environment

from nummerplan.cli import nummerplan
from nummerplan.cli.platform import seeds_of
from nummerplan.compiler.artefacts.secrets import secrets_from
from nummerplan.compiler.deployment.planning.company_plan import company_plan
from nummerplan.compiler.pipeline import check_paths
from nummerplan.compiler.reading.project_settings import find_project
from nummerplan.model.deployment.platform import Connection
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection
from nummerplan.targets.broadworks.simulator.serving import Administrator, Ports, Serving, serving

PASSWORD = "Beheer-1234!"  # noqa: S105 - of a platform that lives for one test
PROJECT = """\
[secrets]
provider = "env"

[platforms.hosted]
kind = "broadworks"
address = "{address}"
user = "beheerder"
password = "platforms/hosted"
{more}

[platforms.hosted.call_types]
mobile = "specialServicesI"
0900 = "premiumServicesI"
0906 = "premiumServicesII"
0909 = "chargeableDirectoryAssisted"
"""
NEW_YEAR = ("--today", "2027-01-01")
"""A day on which no day of a calendar is over: what is deployed again the same day is the same."""
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "mijn-bedrijf"
COLLEAGUE = """
  collega{n}:
    first_name: Collega
    last_name: Nummer {n}
    extension: {extension}
    password: !secret users/collega{n}
    devices: [{{model: yealink-t31p, mac: 80:5E:C0:00:00:{n:02}, password: !secret devices/collega{n}}}]
    forwarding: {{missed: {{to: receptie, rings: 5}}}}
"""
HOME = "platform: {{name: hosted, service_provider: SP, group: {group}, domain: {domain}}}\n"


class Done(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """All of it, for messages."""
        return f"exit {self.code}\n{self.out}{self.err}"


@dataclass
class Office:
    """A folder of plans with its settings, secrets and journals, and a platform to deploy to."""

    folder: Path
    served: Serving | None = None
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What the command finds in its environment; every secret that the plans name is given."""
        texts = "".join(file.read_text("utf-8") for file in self.folder.rglob("*.yaml"))
        given = {name: self._secret(name) for name in ("platforms/hosted", *re.findall(r"!secret ([\w/@.-]+)", texts))}
        named = {f"NUMMERPLAN_SECRET_{re.sub(r'[^A-Z0-9]', '_', name.upper())}": text for name, text in given.items()}
        return environment(XDG_STATE_HOME=str(self.folder.parent / "state"), **named)

    def _secret(self, name: str) -> str:
        if name == "platforms/hosted":
            return PASSWORD
        return self.secrets.get(name, "471147" if "pin" in name else "Geheim-1234!")

    def run(self, *arguments: str | Path) -> Done:
        """Run the command here, without a terminal."""
        out, err = io.StringIO(), io.StringIO()
        with (
            chdir(self.folder),
            redirect_stdout(out),
            redirect_stderr(err),
            patch("sys.stdin", io.StringIO()),
            patch.dict(os.environ, self.environment, clear=True),
        ):
            code = nummerplan.main([*map(str, arguments)], prog_name="nummerplan", standalone_mode=False)
        return Done(code if isinstance(code, int) else 0, out.getvalue(), err.getvalue())

    def ok(self, *arguments: str | Path, code: int = 0) -> Done:
        """The same, and it ends as it should."""
        done = self.run(*arguments)
        assert done.code == code, done.text
        return done

    def edit(self, old: str, new: str, file: str = "plan.yaml") -> None:
        """Write something else in a plan; it has to be there."""
        text = (self.folder / file).read_text("utf-8")
        assert old in text, old
        (self.folder / file).write_text(text.replace(old, new), "utf-8")

    def settings(self, more: str = "") -> None:
        """Write the project's settings."""
        address = self.served.addresses[0] if self.served else "tcp://127.0.0.1:9"
        (self.folder / "nummerplan.toml").write_text(PROJECT.format(address=address, more=more), "utf-8")

    def line(self, text: str, file: str = "plan.yaml") -> int:
        """The number of the first line that holds a text."""
        lines = (self.folder / file).read_text("utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def by_hand(self, table: str, old: str, new: str, whose: str = "%") -> None:
        """Change settings on the platform behind everybody's back, as somebody in a portal does."""
        assert self.served is not None
        store = self.served.store
        column = {"subscriber": "id", "user_setting": "subscriber"}.get(table, "0")
        whom = f"({column} = 0 OR {column} IN (SELECT id FROM subscriber WHERE user_id LIKE ?))"  # noqa: S608
        update = f"UPDATE {table} SET settings = replace(settings, ?, ?) WHERE instr(settings, ?) AND {whom}"  # noqa: S608
        with store.transaction():
            store.run(update, old, new, old, whose)
            found = store.one("SELECT changes() AS n")
        assert found is not None
        assert found["n"], old

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection to the company's platform, for looking and for changing things behind everybody's back."""
        with patch.dict(os.environ, self.environment, clear=True):
            checked, _ = check_paths([self.folder], date(2027, 1, 4))
            job = company_plan(checked[0], find_project(self.folder), secrets_from("env", self.folder))
            with job.provisioning.connect(job.site, job.bench.secrets, job.bench.telephone_audio) as connection:
                yield connection

    def held(self) -> dict[str, dict[str, Any]]:
        """Every object of the company as it is read back, by name."""
        with self.connected() as connection:
            found = connection.read().objects
        return {str(identity): dict(item.settings) for identity, item in sorted(found.items())}

    def state(self, *but: str) -> dict[str, list[tuple[object, ...]]]:
        """Everything that the platform keeps, without its own numbering of rows."""
        assert self.served is not None
        return snapshot(self.served, but)


@contextmanager
def office(
    folder: Path, fault_injection: FaultInjection | None = None, state: Path | None = None, more: str = ""
) -> Iterator[Office]:
    """Serve a simulator that is seeded for the plans below a folder."""
    seeds = list(seeds_of(folder))
    with serving(
        Ports(), seeds, Administrator("beheerder", PASSWORD), fault_injection or FaultInjection(), state
    ) as served:
        found = Office(folder, served)
        found.settings(more)
        yield found


def large_company(folder: Path, colleagues: int = 25) -> Path:
    """The example company with so many colleagues that it takes 300 commands."""
    shutil.copytree(EXAMPLE, folder)
    text = (folder / "plan.yaml").read_text("utf-8").partition("\ncalls:")[0]
    people = "".join(COLLEAGUE.format(n=n, extension=300 + n) for n in range(colleagues))
    text = text.replace("\nusers:\n", f"\nusers:{people}", 1)
    (folder / "plan.yaml").write_text(text + "\n", "utf-8")
    return folder


def deploy_and_leave(folder: Path, ready: Event) -> None:
    """Deploy the plans of a folder, in a process that has nothing else to do."""
    ready.wait()
    done = Office(folder).run("deploy", "--yes", *NEW_YEAR)
    sys.stderr.write(done.text)  # shown when a test did not expect to come here
    sys.stderr.flush()
    os._exit(done.code)


def snapshot(served: Serving, but: Sequence[str] = ()) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table of a platform, sorted, with names in place of row numbers."""
    with served.store.lock:
        names = {row["id"]: row["user_id"] for row in served.store.all("SELECT id, user_id FROM subscriber")}
        devices = {row["id"]: row["name"] for row in served.store.all("SELECT id, name FROM device")}
        schedules = {row["id"]: f"{row['type']} {row['name']}" for row in served.store.all("SELECT * FROM schedule")}
        tables = [row["name"] for row in served.store.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [table for table in tables if table not in ("tally", *but)]
        rows = {table: served.store.all(f"SELECT * FROM {table}") for table in kept}  # noqa: S608 - its own names
    known = {"subscriber": names, "hunt_group": names, "device": devices, "schedule": schedules}

    def plain(column: str, value: object) -> object:
        if column in known and isinstance(value, int):
            return known[column][value]
        return json.dumps(json.loads(str(value)), sort_keys=True) if column == "settings" else value

    return {
        table: sorted(
            (
                tuple(plain(name, row[name]) for name in tuple(row.keys()) if name not in ("id", "uploaded"))
                for row in found
            ),
            key=repr,
        )
        for table, found in rows.items()
    }
