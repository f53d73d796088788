"""One input for people: what it is, what it does, and the least of it that still does it."""

import sys
from collections.abc import Callable
from dataclasses import replace
from difflib import unified_diff

from fuzz.cells import Input, cell_of, input_of
from fuzz.trial import Trial

MOST_TRIES = 400


def replay(seed: int) -> int:
    """Show the input of a seed; 1 when it shows a fault."""
    trial = Trial()
    made = input_of(seed, trial.company)
    say = sys.stdout.write
    say(f"seed {seed}: {' x '.join(cell_of(seed))}\n{made.arguments!r}\n")
    if made.stdin:
        say(f"on standard input: {made.stdin[:300]!r}\n")
    ran = trial.run_input(seed, made)
    faults = {what for what, _ in ran.wrong}

    def still(changed: Input) -> bool:
        return bool(faults & {what for what, _ in trial.run_input(seed, changed).wrong})

    for name, content in _changed_files(made, trial).items():
        least = _least(content, lambda text, name=name: still(_with(made, name, text))) if faults else content
        old = trial.company.files.get(name, b"").decode("utf-8", "backslashreplace").splitlines()
        new = least.decode("utf-8", "backslashreplace").splitlines()
        difference = new if faults and len(new) < 40 else unified_diff(old, new, name, name, "", "", 1, lineterm="")
        say(f"--- {name}\n" + "".join(f"  {line[:300]!s}\n" for line in map(_shown, difference)))
    for place, spoil in made.spoils.items():
        say(f"answer {place} is spoilt: {getattr(spoil, '__name__', spoil)!s}\n")
    say(f"exit {ran.code}\n{_shown(ran.out[:3000])}\n{_shown(ran.err[:3000])}\n")
    for what, where in ran.wrong:
        say(f"WRONG: {what}: {where}\n")
    trial.sandbox.remove()
    return int(bool(ran.wrong))


def _changed_files(made: Input, trial: Trial) -> dict[str, bytes]:
    before = trial.company.files
    return {name: content for name, content in made.files.items() if before.get(name) != content}


def _with(made: Input, name: str, content: bytes) -> Input:
    return replace(made, files={**made.files, name: content})


def _least(content: bytes, still: Callable[[bytes], bool]) -> bytes:
    """The text without the lines that the fault does not need: halves, quarters, and so on down to single lines."""
    lines = content.split(b"\n")
    size, tries = len(lines) // 2, 0
    while size and tries < MOST_TRIES:
        at = 0
        while at < len(lines) and tries < MOST_TRIES:
            fewer = lines[:at] + lines[at + size :]
            tries += 1
            if still(b"\n".join(fewer)):
                lines = fewer
            else:
                at += size
        size //= 2
    return b"\n".join(lines)


def _shown(text: str) -> str:
    return "".join(one if one.isprintable() or one == "\n" else repr(one)[1:-1] for one in text)
