"""The one door to real programs: found on this machine, else fetched from Debian without root into a cache outside the
repository. Where neither is possible a test says what to do, and with `CI=true` it fails.
"""

import os
import shutil
from functools import cache
from typing import NoReturn

import pytest

from nummerplan.targets.asterisk.lab.exchange_program.debian_tree import FetchError, command, fetch_tree
from nummerplan.targets.asterisk.lab.exchange_program.find_program import find_program
from nummerplan.targets.asterisk.lab.exchange_program.run_folder import Program

MAKE_TARGET = "make tools"


@cache
def asterisk() -> Program:
    """An Asterisk that can be run, with a clock that can be hurried."""
    try:
        found = find_program(fetch=True)
    except FetchError as problem:
        _missing("asterisk", str(problem))
    if found is None:
        _missing("asterisk", "it is not there")
    return found


@cache
def sipp() -> tuple[str, ...]:
    """The beginning of a command line of SIPp."""
    if (path := shutil.which("sipp")) is not None:
        return (path,)
    try:
        return tuple(command(fetch_tree("sip-tester", ("sip-tester",)), "usr/bin/sipp"))
    except FetchError as problem:
        _missing("sipp", str(problem))


def _missing(program: str, why: str) -> NoReturn:
    text = f"there is no {program} ({why}); `{MAKE_TARGET}` fetches it"
    if os.environ.get("CI") == "true":
        pytest.fail(text)
    pytest.skip(text)
