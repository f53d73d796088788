"""`python tests/tools`: fetch every real program that tests want, and say which versions came and how long it took."""

import sys
import time
from pathlib import Path

from nummerplan.targets.asterisk.lab.exchange_program.debian_tree import FetchError, cache_folder, fetch_tree
from nummerplan.targets.asterisk.lab.exchange_program.find_program import find_program


def main() -> int:
    began = time.monotonic()
    try:
        program = find_program(fetch=True)
        tree = fetch_tree("sip-tester", ("sip-tester",))
    except FetchError as problem:
        sys.stderr.write(f"programs for tests could not be had: {problem}\n")
        return 3
    version = program.version if program else "no Asterisk"
    kept = (Path(tree) / "complete").read_text("utf-8").strip()
    sys.stdout.write(f"{version}; SIPp from {kept}; in {cache_folder()}, {time.monotonic() - began:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
