"""Command lines: what each command takes, with values that fit, that nearly fit, and that do not."""

import random

import click

from fuzz.mutations import damaged, nasty
from fuzz.run_input import COMMANDS, ENGLISH
from nummerplan.cli import nummerplan

PATHS = (
    "plan.yaml",
    "later.yaml",
    ".",
    "audio",
    "audio/x.wav",
    "nummerplan.toml",
    "weg.yaml",
    "-",
    "",
    "/dev/null",
    "plan.yaml/x",
)
PATHS += (
    "git:HEAD",
    "git:HEAD:plan.yaml",
    "git:-x",
    "git:",
    "git:weg:plan.yaml",
    "x" * 300,
    "saved.json",
    "bekend.json",
    "\udcff",
)
DATES = ("2026-11-30", "0001-01-01", "9999-12-31", "2026-02-30", "1969-12-31", "2100-01-01", "x", "")
TIMES = (
    "now",
    "2026-11-30 10:00",
    "Mon 10:00",
    "0001-01-01 00:00",
    "9999-12-31 23:59",
    "Sun 24:00",
    "2027-03-28 02:30",
    "x",
)
CALLED = (
    "088-7654000",
    "0887654001",
    "201",
    "301",
    "555",
    "401",
    "112",
    "0201234567",
    "0033123456789",
    "0612345678",
    "090612",
)
CALLED += (
    "anna",
    "bert",
    "verkoop",
    "menu",
    "post",
    "external",
    "anonymous",
    "internal",
    "*21",
    "#",
    "weg",
    "",
    "+31887654000",
)
WORDS = ("anna", "menu", "1", "NP101")
WORDS += ("0" * 64, "hosted", "SP", "*", "201@bakker.example", "", "9999")
NUMBERS = ("0", "1", "2", "-1", "100", "1e3", "nan", "inf", "65536", "9" * 30, "x", "0.5")
BY_NAME = {
    "--platform": ("hosted", "hosted", "hosted", "weg"),
    "--service-provider": ("SP", "SP", "weg"),
    "--group": ("bakker", "bakker", "weg"),
    "--domain": ("bakker.example", "weg.example"),
    "--name": ("Bakker", "Bakker & Zn", "x" * 300, "'", '"', ": ", "{", "\\", "- a", "yes", "0"),
    "--number": ("088-7654000", "020-1234567", "0201234567", "+31201234567", "112", "030 1234567", "x"),
    "--country": ("NL", "nl", "DE", "BE", "US", "XX", ""),
    "--language": ("nl", "en", "xx"),
    "--dial": CALLED,
    "--from": ("external", "anonymous", "201", "bert", "0612345678", *CALLED),
    "--at": TIMES,
    **dict.fromkeys(("--busy", "--on-call", "--absent", "--unreachable"), ("anna", "bert", "201", "verkoop", "weg")),
    "--press": ("1", "9", "star", "1", "hash", "5 5", "201", "x", ""),
    "--only": ("anna", "menu", "user/anna", "verkoop", "weg"),
    "--select": ("NP", "NP1", "NP101", "group-without-members", "x", "NP1,NP2", ","),
    "--ignore": ("NP", "NP1", "NP108", "group-without-members", "x"),
    "--secrets": ("env", "env", "file:x", "file:", "file:saved.json", "file:\x01", "x"),
    "--misbehave": ("drop-after=5%", "fail@3", "hang-before@UserGetRequest:2", "x=y", "fail=101%", "@", "="),
    "--release": ("R21", "R25"),
    "--tenants": ("nummerplan.toml", "weg.toml", "plan.yaml"),
    "--control": ("nummerplan.toml", "weg.toml"),
}
"""Values that fit an option, and some that do not."""
EXPLAINED = (
    "NP101",
    "np101",
    "NP999",
    "NP",
    "group-without-members",
    "overflow",
    "belgroep",
    "users.forwarding.busy",
    "lost",
)
EXPLAINED += (
    "company",
    "users",
    "voicemail",
    "when_busy",
    "doorkiesnummer",
    "refused",
    "a.b.c",
    "menu",
    "ends",
    "Wachtwoord",
)
LEFT_OUT = frozenset({"--on", "--interactive"})
"""`test --on asterisk` starts an exchange of its own, which has tests of its own; `--interactive` asks a terminal."""
STDIN = ("", "\n", "1\n\n", "x\n9\n1\n", "Bakker\n088-7654000\n", "ja\n", "\udcff\x1b[2J\n", "y\n" * 50)


def arguments_for(command: str, dice: random.Random) -> list[str]:
    """A command line of a command: mostly one that means something, often nearly so."""
    found = nummerplan.get_command(ENGLISH, command)
    parameters = found.params if found else []
    words: list[str] = []
    for parameter in parameters:
        names = [name for name in parameter.opts if name.startswith("--")]
        if isinstance(parameter, click.Option) and not LEFT_OUT & set(names) and names:
            wanted = (
                0.9 if parameter.required or parameter.prompt else 0.3 if parameter.name in ("form", "today") else 0.12
            )
            for _ in range(dice.choice((1, 1, 1, 1, 2)) if dice.random() < wanted else 0):
                words += _option(names[0], parameter, dice)
        elif isinstance(parameter, click.Argument):
            count = 1 if parameter.nargs == 1 else dice.choice((0, 1, 1, 2))
            words += [_argument(command, dice) for _ in range(count if dice.random() < 0.97 else 0)]
    if dice.random() < 0.08:
        words.insert(dice.randrange(len(words) + 1), _odd(dice))
    before = ["--lang", dice.choice(("nl", "nl", "en", "xx"))] if dice.random() < 0.25 else []
    return [sendable(word) for word in (*before, command, *words)]


def sendable(word: str) -> str:
    """A word as the system can give it to a program: without the end of a text in it."""
    word = f"x{word}" if word.startswith("/") and not word.startswith("/dev/") else word  # not all of this machine
    return (
        word.replace("\0", "")
        .encode("utf-8", "surrogateescape" if _escaped(word) else "replace")
        .decode("utf-8", "surrogateescape")
    )


def _escaped(word: str) -> bool:
    return all("\udc80" <= one <= "\udcff" or not "\ud800" <= one <= "\udfff" for one in word)


def _argument(command: str, dice: random.Random) -> str:
    if dice.random() < 0.06:
        return nasty(dice)[:2000]
    if command == "explain":
        return damaged(dice.choice(EXPLAINED), dice) if dice.random() < 0.4 else dice.choice(EXPLAINED)
    if command == "init":
        return dice.choice(("nieuw", "a/b/c", ".", "audio", "plan.yaml"))
    if command == "platform":
        return "serve"
    return dice.choice(("plan.yaml", "plan.yaml", "plan.yaml", ".", "later.yaml", dice.choice(PATHS)))


def _option(name: str, option: click.Option, dice: random.Random) -> list[str]:
    if option.is_flag:
        return [name] if dice.random() < 0.95 else [f"{name}=x"]
    if dice.random() < 0.02:
        return [name]
    values = [_value_of(name, option, dice) for _ in range(max(1, option.nargs))]
    return [f"{name}={values[0]}", *values[1:]] if dice.random() < 0.2 else [name, *values]


def _value_of(name: str, option: click.Option, dice: random.Random) -> str:
    # An input stays in its sandbox: what is written, and where is listened, is of these words only.
    if name in ("--out", "--journal", "--state"):
        return dice.choice(
            ("uit", "uit/a", "plan.yaml", "audio", "a/b/c", "nieuw.json", "bekend.json", ".", "x" * 300, "\udcff")
        )
    if name in ("--port", "--soap-port"):
        return dice.choice(("0", "0", "-1", "65536", "x"))
    if name == "--host":
        return dice.choice(("127.0.0.1", "127.0.0.1", "::1", "weg.example", "", "999.1.1.1", "x" * 300, "a b"))
    if name == "--delay":
        return dice.choice(("0", "-1", "nan", "x"))
    roll = dice.random()
    if roll < 0.08:
        return nasty(dice)[:2000]
    if isinstance(option.type, click.Choice) and roll < 0.95:
        return str(dice.choice(tuple(option.type.choices)))
    values = _fitting(name, option)
    return damaged(dice.choice(values), dice) if dice.random() < 0.15 else dice.choice(values)


def _fitting(name: str, option: click.Option) -> tuple[str, ...]:
    kinds: tuple[tuple[type | tuple[type, ...], tuple[str, ...]], ...] = (
        (click.DateTime, DATES),
        (click.Path, PATHS),
        ((click.types.IntParamType, click.types.FloatParamType), NUMBERS),
    )
    return BY_NAME.get(name) or next((values for kind, values in kinds if isinstance(option.type, kind)), WORDS)


def _odd(dice: random.Random) -> str:
    odd = ("--", "-", "--help", "-h", "--version", "--x", "-x", "--lang=nl", "--lang", "--format", "=", *COMMANDS)
    return dice.choice(odd) if dice.random() < 0.8 else nasty(dice)[:500]
