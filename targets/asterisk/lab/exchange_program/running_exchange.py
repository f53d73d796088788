"""One real Asterisk: started with a clock of its own, watched, and stopped whatever happens."""

import asyncio
import ctypes
import json
import os
import re
import signal
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from nummerplan.model.artefact import Artefact
from nummerplan.targets.asterisk.lab.exchange_program.ami_connection import AmiConnection, AmiError
from nummerplan.targets.asterisk.lab.exchange_program.run_folder import (
    MANAGER_PORT,
    MANAGER_SECRET,
    Program,
    write_run_folder,
)

START_WITHIN = 20.0
STOP_WITHIN = 3.0
CLOCK_START = "2026-11-30 09:00:00"
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_LIBC = ctypes.CDLL(None)  # loaded before any process is forked, beside whatever threads
_DEVICE_STATES = "res_manager_devicestate.so"
"""Only the laboratory wants it, to see who is on a call: loaded afterwards, so the plan's files stay as they are."""

_BUSY_MACHINE = re.compile(r"'stasis/m:devicestate:all-\w+' queue reached \d+ scheduled tasks")
"""A warning about the speed of this machine at its start: more than 500 telephones make themselves known at once."""


class ExchangeError(Exception):
    """Asterisk did not start, or complained about its configuration: what it said."""


class RunningExchange:
    """A running Asterisk. `problems` are the warnings and errors that it wrote so far."""

    def __init__(self, run: Path, address: str, speed: int, manager: AmiConnection) -> None:
        self.run, self.address, self.speed, self.manager = run, address, speed, manager

    def problems(self) -> list[str]:
        """Every warning and error since the start, as `file: message`."""
        return _problems(self.run)


@asynccontextmanager
async def running(
    program: Program, artefacts: Iterable[Artefact], run: Path, address: str, speed: int = 10
) -> AsyncIterator[RunningExchange]:
    """An Asterisk with these files at this loopback address, until the block ends. Raises `ExchangeError`."""
    await asyncio.to_thread(write_run_folder, run, artefacts, program, address)
    words = (*(program.with_clock if speed > 1 else program.plain), "-C", str(run / "etc/asterisk.conf"), "-fn")
    clock = {"FAKETIME": f"@{CLOCK_START} x{speed}", "FAKETIME_DONT_FAKE_MONOTONIC": "0"} if speed > 1 else {}
    with (run / "log/console").open("wb") as console:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=console,
            stderr=console,
            env={**os.environ, "TZ": "UTC", "HOME": str(run), **clock},
            preexec_fn=_die_with_parent,
            start_new_session=True,
        )
    manager = None
    try:
        manager = await _booted(process, run, address)
        await manager.act("ModuleLoad", LoadType="load", Module=_DEVICE_STATES)
        yield RunningExchange(run, address, speed, manager)
    finally:
        try:
            if manager:
                await manager.close()
        finally:
            await _stop(process)


def _die_with_parent() -> None:
    """Nothing is left running when the tests are killed."""
    _LIBC.prctl(_DIE_WITH_PARENT, signal.SIGKILL)


async def _booted(process: asyncio.subprocess.Process, run: Path, address: str) -> AmiConnection:
    end = asyncio.get_running_loop().time() + START_WITHIN
    while asyncio.get_running_loop().time() < end:
        if process.returncode is not None:
            break
        with suppress(OSError, AmiError):
            manager = await AmiConnection.connect(address, MANAGER_PORT, MANAGER_SECRET)
            with suppress(TimeoutError):
                await asyncio.wait_for(manager.booted.wait(), START_WITHIN)
                return manager
            await manager.close()
        await asyncio.sleep(0.02)
    said = (run / "log/console").read_text("utf-8", "replace")[-2000:]
    raise ExchangeError("Asterisk did not start:\n" + "\n".join([*_problems(run), said]))


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()  # nothing that it would still write is wanted
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), STOP_WITHIN)


def _problems(run: Path) -> list[str]:
    found = []
    with suppress(FileNotFoundError):
        for line in (run / "log/problems").read_text("utf-8", "replace").splitlines():
            with suppress(ValueError, KeyError):
                entry = json.loads(line)["logmsg"]
                if not _BUSY_MACHINE.search(entry["message"]):
                    found.append(f"{entry['level']} {entry['location']['filename']}: {entry['message'].strip()}")
    return found
