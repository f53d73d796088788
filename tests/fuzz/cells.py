"""The table: which commands get which kinds of inputs, and how an input is made of a number."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from nasty_plans import nasty_words, sound_plan
from small_plans import small_plan

from fuzz.answers import Spoil, spoils_of
from fuzz.arguments import STDIN, arguments_for
from fuzz.company import PLAN, SETTINGS, TODAY, Company, resealed
from fuzz.mutations import changed, changed_toml, damaged, damaged_bytes, nasty, spliced

KINDS: Mapping[str, tuple[str, ...]] = {
    "plans": ("check", "compile", "deploy", "diff", "drift", "graph", "plan", "test", "trace"),
    "settings": ("check", "compile", "deploy", "drift", "import", "plan"),
    "baselines": ("check",),
    "saved plans": ("deploy",),
    "journals": ("audit", "deploy", "drift", "plan"),
    "answers": ("deploy", "drift", "import", "plan"),
    "arguments": (
        *(
            "audit",
            "check",
            "compile",
            "deploy",
            "diff",
            "drift",
            "explain",
            "graph",
            "import",
            "init",
            "plan",
            "platform",
        ),
        *("rules", "schema", "test", "trace"),
    ),
}
"""Where a command reads that kind of input at all; `init`, `rules`, `schema` and `explain` read arguments alone."""

CELLS = tuple((command, kind) for kind, commands in KINDS.items() for command in commands)
WORD = re.compile(r"[\w.@-]+")


@dataclass
class Input:
    """One input: the command line, the files beside it, what lies in the folder for state, and the answers to spoil."""

    arguments: list[str]
    files: dict[str, bytes]
    state: Mapping[str, bytes]
    stdin: str = ""
    spoils: dict[int, Spoil | Exception] = field(default_factory=dict)
    git: bool = False


def cell_of(seed: int) -> tuple[str, str]:
    """The command and the kind of a seed's input: all in turn, so that each has the same share."""
    return CELLS[seed % len(CELLS)]


def input_of(seed: int, company: Company) -> Input:
    """The input of a seed."""
    command, kind = cell_of(seed)
    dice = random.Random(seed)  # noqa: S311 - a seed, so that it can be repeated
    state = company.states[0]
    made = Input([command, *_ordinary(command, dice)], dict(company.files), state)
    MAKERS[kind](made, command, dice, company)
    return made


def _plans(made: Input, command: str, dice: random.Random, company: Company) -> None:
    online = command in ("deploy", "drift", "plan")
    made.files["plan.yaml"] = _plan(dice, online).encode("utf-8", "surrogateescape")
    if command == "diff" and dice.random() < 0.5:
        made.files["later.yaml"] = _plan(dice, online).encode("utf-8", "surrogateescape")
    made.state = company.states[dice.choice((0, 1))]


def _plan(dice: random.Random, online: bool) -> str:
    roll = dice.random()
    if roll < 0.5 or (online and roll < 0.9):
        text = PLAN
    elif roll < 0.75:
        text = small_plan(dice.randrange(100_000))
    else:
        text = sound_plan(nasty_words(dice.randrange(100_000), keys=dice.random() < 0.3))
    if dice.random() < 0.15:
        text = spliced(text, small_plan(dice.randrange(1000)) if dice.random() < 0.5 else PLAN, dice)
    if dice.random() < 0.5:
        return changed(text, dice, _words(PLAN))
    return damaged(text, dice, _words(PLAN))


def _settings(made: Input, command: str, dice: random.Random, company: Company) -> None:
    del command, company
    text = changed_toml(SETTINGS, dice) if dice.random() < 0.7 else damaged(SETTINGS, dice, _words(SETTINGS))
    made.files["nummerplan.toml"] = text.encode("utf-8", "surrogateescape")


def _baselines(made: Input, command: str, dice: random.Random, company: Company) -> None:
    del command
    text = company.baseline.decode()
    name = dice.choice(("bekend.json", "bekend.json", "nieuw.json"))
    made.files[name] = damaged(text, dice, _words(text)).encode("utf-8", "surrogateescape")
    made.arguments = ["check", "--baseline", name, *made.arguments[1:]]
    if dice.random() < 0.2:
        made.arguments.insert(1, "--update-baseline")


def _saved_plans(made: Input, command: str, dice: random.Random, company: Company) -> None:
    del command
    text = company.saved.decode()
    if dice.random() < 0.7:
        made.files["saved.json"] = resealed(company.saved, lambda sealed: damaged(sealed, dice, _words(text)))
    else:
        made.files["saved.json"] = damaged(text, dice, _words(text)).encode("utf-8", "surrogateescape")
    made.files["plan.yaml"] = company.files["later.yaml"]
    made.arguments = ["deploy", "--plan", "saved.json", "--yes", "--force", *TODAY]


def _journals(made: Input, command: str, dice: random.Random, company: Company) -> None:
    state = dict(dice.choice(company.states))
    names = sorted(state)
    if command == "audit":
        names = [name for name in names if name.endswith("audit.jsonl")]
    name = dice.choice(names)
    if name.endswith((".jsonl", ".json")) and dice.random() < 0.6:
        text = state[name].decode("utf-8", "surrogateescape")
        state[name] = damaged(text, dice, _words(text)).encode("utf-8", "surrogateescape")
    else:
        state[name] = damaged_bytes(state[name], dice, dice.choice((1, 4, 60)))
    if dice.random() < 0.05:
        del state[name]
    made.state = state


def _answers(made: Input, command: str, dice: random.Random, company: Company) -> None:
    made.spoils = spoils_of(dice)
    if command != "import" and dice.random() < 0.6:
        made.files["plan.yaml"] = company.files["later.yaml"]


def _arguments(made: Input, command: str, dice: random.Random, company: Company) -> None:
    made.arguments = arguments_for(command, dice)
    made.stdin = dice.choice(STDIN) if dice.random() < 0.7 else PLAN
    made.state = dice.choice(company.states)
    made.git = any("git:" in word for word in made.arguments) and dice.random() < 0.5


Maker = Callable[[Input, str, random.Random, Company], None]
MAKERS: Mapping[str, Maker] = {
    "plans": _plans,
    "settings": _settings,
    "baselines": _baselines,
    "saved plans": _saved_plans,
    "journals": _journals,
    "answers": _answers,
    "arguments": _arguments,
}
ORDINARY: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "check": (
        *((), ("--proof",), ("--fix",), ("--fix", "--unsafe-fixes"), ("--diff", "--unsafe-fixes"), ("--select", "NP")),
        *(("--format", form) for form in ("json", "sarif", "junit", "github", "gitlab", "concise")),
        ("--proof", "--format", "json"),
    ),
    "compile": tuple(
        (*(word for target in targets for word in ("--target", target)), "--out", "uit", *more)
        for targets in (("phones",), ("voicemail",), ("broadworks",), ("asterisk",), ("phones", "voicemail"))
        for more in ((), ("--secrets", "env"), ("--format", "json"))
    ),
    "deploy": (("--yes",), ("--yes", "--force"), ("--yes", "--force", "--allow-delete"), ("--undo", "--yes"), ()),
    "diff": tuple(("--format", form) for form in ("text", "markdown", "json")),
    "drift": ((), ("--status",), ("--format", "json"), ("--status", "--format", "json")),
    "graph": (
        (),
        ("--format", "dot"),
        ("--dial", "088-7654000"),
        ("--fold", "3"),
        ("--at", "Mon 10:00"),
        ("--out", "x.mmd"),
    ),
    "import": (("--domain", "bakker.example"), ()),
    "plan": (
        (),
        ("--format", "json"),
        ("--out", "nieuw.json"),
        ("--exit-code",),
        ("--write-secrets",),
        ("--only", "anna"),
    ),
    "test": ((), ("--coverage",), ("--suggest",), *(("--format", form) for form in ("json", "junit", "tap"))),
    "trace": tuple(
        ("--dial", number, "--from", caller, "--at", "2026-12-01 10:00", *more)
        for number in ("088-7654000", "0854879610", "201", "555", "0201234567", "verkoop")
        for caller in ("external", "201", "anonymous")
        for more in ((), ("--press", "1"), ("--format", "json"), ("--absent", "anna"))
    ),
}
"""What people give with a command, for inputs that are not about arguments."""


def _ordinary(command: str, dice: random.Random) -> list[str]:
    words = list(dice.choice(ORDINARY.get(command, ((),))))
    if command in ("check", "test", "compile", "plan", "deploy", "drift", "diff", "import"):
        words += TODAY
    if command == "import":
        return [*words, "--platform", "hosted", "--service-provider", "SP", "--group", "bakker", "--out", "nieuw"]
    if command == "audit":
        return dice.choice(([], ["--changes"], ["--known", "0" * 64]))
    if command == "diff":
        return [*words, "plan.yaml", "later.yaml"]
    if command in ("plan", "deploy", "drift", "compile", "check", "test") and dice.random() < 0.1:
        return words  # this folder, with two plans
    return [*words, "plan.yaml"]


@cache
def _words(text: str) -> tuple[str, ...]:
    """The words of a text; those of the language, when it is the plan."""
    return (*sorted(set(WORD.findall(text))), *(nasty(random.Random(seed)) for seed in range(20)))  # noqa: S311
