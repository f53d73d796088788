"""Nothing that is typed in a plan adds a line, an application or a context to what Asterisk is told."""

import json
import random
from collections.abc import Callable

import pytest
from asterisk_files import Configuration

HOSTILE = (
    "x\nexten => s,1,System(id)",
    "x\n[intruder]",
    "${SHELL(id)}",
    "$[1+1]",
    ";-- all that follows",
    "a;b",
    "a,b",
    "a)b(c",
    "]",
    "[x]",
    "a|b&c",
    "#include /etc/passwd",
    "#exec id",
    "\u2028exten => s,1,System(id)",
    "\u0085[x]",
    '"; DROP',
    "a\\,b",
    "../../etc/passwd",
    "x" * 300,
    "=> x",
    "> x",
    "\u202etxet",
    "😀",
    "{{ 7 * 7 }}",
    "{% raw %}",
    " ",
    "né'e",
    "a=b",
    "<sip:evil@example.net>",
    "\x00\x1b[31m",
    "%s",
)

_APPLICATIONS = """
Answer Busy ChannelRedirect Dial ExecIf Gosub Goto GotoIf GotoIfTime Hangup NoOp Playback Progress Read ReceiveFAX
Return Ringing Set VoiceMail VoiceMailMain Wait
"""
APPLICATIONS = frozenset(_APPLICATIONS.split())


def quoted(text: str) -> str:
    """JSON is YAML, but for its way to write characters beyond U+FFFF."""
    return "".join(
        mark if " " <= mark <= "~" else f"\\U{ord(mark):08x}" for mark in json.dumps(text, ensure_ascii=False)
    )


def plan(texts: Callable[[], str]) -> str:
    """A plan in which everything that people name is one of these texts."""
    user, other, group, menu, box, clock = (quoted(f"k{place}{texts()}") for place in range(6))

    def name() -> str:
        return quoted(texts())

    return f"""
company: {{name: {name()}, main_number: 088-7654000, business_hours: {clock}, night_forwarding: {{to: {box}}}}}
numbers: [088-7654000..088-7654009]
schedules: {{{clock}: {{name: {name()}, mon-fri: 09:00-17:00}}}}
users:
  {user}:
    {{first_name: {name()}, infix: {name()}, last_name: {name()}, extension: 201, number: 088-7654001,
     devices: [{{model: generic-sip, name: {name()}, sip_username: {name()}, sip_password: !secret sip/anna}}],
     blocked_callers: {{rules: [{{name: {name()}, numbers: [{name()}]}}]}}, pin: !secret pin/anna,
     voicemail: {{email: {name()}, copy_to: {name()}, access: phone, when: [busy]}}, caller_id: {name()}}}
  {other}: {{last_name: {name()}, extension: 202, devices: [{{model: generic-sip}}], forwarding: {{missed: {name()}}}}}
hunt_groups:
  {group}: {{name: {name()}, extension: 101, members: [{user}, {other}], overflow: {{after: 30s, to: {name()}}}}}
auto_attendants:
  {menu}:
    name: {name()}
    number: 088-7654000
    business_hours_menu:
      {{greeting: {{say: {name()}}}, keys: {{1: {{transfer: {group}, label: {name()}}}, 2: dial_by_name}}}}
mailboxes:
  {box}: {{name: {name()}, extension: 999, email: {name()}}}
"""


def shape(configuration: Configuration) -> list[tuple[str, int]]:
    """How many steps each application has: what a name must not change."""
    found: dict[str, int] = {}
    for context, extensions in configuration.dialplan.contexts.items():
        if context.startswith("names-"):
            continue  # how many beginnings a name has is the name's
        for steps in extensions.values():
            for step in steps:
                found[step.application] = found.get(step.application, 0) + 1
    return sorted(found.items())


def judged(configured: Callable[..., Configuration], seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311 - a seed, so that it can be repeated
    secrets = _AnySecret(lambda: drawn.choice(HOSTILE) or "x")
    configuration = configured(plan(lambda: drawn.choice(HOSTILE)), secrets=secrets)
    dialplan = configuration.dialplan
    for context, extensions in dialplan.contexts.items():
        assert context in ("general", "globals") or not context.startswith("intruder"), context
        for steps in extensions.values():
            for step in steps:
                assert step.application in APPLICATIONS, step
                assert "SHELL(" not in step.data, step
                assert "System(" not in step.data, step
    tame = configured(plan(lambda: "tame"), secrets=_AnySecret(lambda: "tame"))
    assert shape(configuration) == shape(tame)
    for name in ("pjsip.conf", "voicemail.conf"):
        sections = configuration.sections(name)
        assert len(sections) == len(tame.sections(name))
        for (_, mine), (_, theirs) in zip(sections, tame.sections(name), strict=True):
            if name == "voicemail.conf":
                assert sum(map(len, mine.values())) == sum(map(len, theirs.values()))
            else:  # a password that cannot be written lets nobody register
                assert mine.keys() - LOGIN == theirs.keys() - LOGIN


LOGIN = {"password", "auth_type", "md5_cred"}


class _AnySecret(dict[str, str]):
    """A provider that has every secret."""

    def __init__(self, text: Callable[[], str]) -> None:
        super().__init__()
        self._text = text

    def get(self, key: str, default: object = None) -> str:  # type: ignore[override]
        return self._text()

    def __bool__(self) -> bool:
        return True


@pytest.mark.parametrize("seed", range(25))
def test_names_add_nothing(configured: Callable[..., Configuration], seed: int) -> None:
    judged(configured, seed)


@pytest.mark.slow
def test_names_add_nothing_two_thousand_times(configured: Callable[..., Configuration]) -> None:
    for seed in range(100, 2100):
        judged(configured, seed)


def test_two_keys_that_look_alike_to_asterisk_are_two_contexts(configured: Callable[..., Configuration]) -> None:
    text = (
        "users:\n  a b: {extension: 201}\n  a,b: {extension: 202}\n  Anna: {extension: 203}\n  anna: {extension: 204}\n"
    )
    contexts = configured(text).dialplan.contexts
    assert len([name for name in contexts if name.startswith("user-")]) == 4
