"""A platform without sockets: the simulator's answers, kept and repeated, and damaged where an input says so."""

import os
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from fuzz.mutations import damaged_bytes, nasty
from nummerplan.cli import platform as serve
from nummerplan.cli.platform import seeds_of
from nummerplan.model.message import say
from nummerplan.targets.broadworks import connection
from nummerplan.targets.broadworks.client import exchange
from nummerplan.targets.broadworks.client.transport import NoAnswerError, NotSentError, UnreachableError
from nummerplan.targets.broadworks.simulator.answering import Simulator
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection
from nummerplan.targets.broadworks.simulator.login import Login
from nummerplan.targets.broadworks.simulator.seed import administrator_of_all, seed_tenants
from nummerplan.targets.broadworks.simulator.store import SimulatorStore

PASSWORD = "Geheim-1234!"  # noqa: S105 - of a platform that lives in this process
LOGIN = re.compile(rb'xsi:type="(?:\w+:)?(?:Authentication|Login|Logout)')
SESSION = re.compile(rb"(<sessionId[^>]*>)([0-9a-f]{32})(</sessionId>)")
DATA = re.compile(rb">([^<>]+)<")
ELEMENT = re.compile(rb"<(\w+)[^<>]*>[^<>]*</\1>|<\w+[^<>]*/>|<col>[^<>]*</col>|<row>.*?</row>", re.DOTALL)
REFUSED = (
    b'<command type="%s" echo="" xsi:type="c:ErrorResponse" xmlns:c="C" xmlns=""><summary>%s</summary>'
    b"<summaryEnglish>%s</summaryEnglish></command>"
)
TYPE = re.compile(rb'xsi:type="([^"]*)"')
Spoil = Callable[[bytes, random.Random], bytes]


class Platform:
    """The company of a folder of plans on a simulator; it is as it was before each input."""

    def __init__(self, folder: Path) -> None:
        self._store = SimulatorStore(None)
        kept, _ = administrator_of_all(self._store, "beheerder", PASSWORD)
        seed_tenants(self._store, list(seeds_of(folder)), kept)
        self._simulator = Simulator(self._store, FaultInjection())
        self._login = Login()
        self._kept: dict[bytes, bytes] = {}
        self._changed = False
        self._whole = b""
        self.spoils: dict[int, Spoil | Exception] = {}
        self.dice = random.Random(0)  # noqa: S311 - a seed, so that it can be repeated
        self._count = 0

    def keep(self) -> None:
        """What the platform holds now is what it holds before each input."""
        self._whole = self._store.database.serialize()
        self._kept.clear()
        self._changed = False

    def begin(self, dice: random.Random, spoils: dict[int, Spoil | Exception]) -> None:
        """Begin an input: answers are spoilt by their number."""
        self.dice, self.spoils, self._count = dice, spoils, 0
        self._login = Login()
        if self._changed:
            self._store.database.deserialize(self._whole)
            self._changed = False

    def answer(self, document: bytes) -> bytes:
        """The answer to a document, damaged if it is to be. Raises what a connection raises."""
        session = SESSION.search(document)
        asked = SESSION.sub(rb"\1S\3", document)
        answered = self._true_answer(asked)
        if session is not None:
            answered = answered.replace(b">S</sessionId>", b">" + session[2] + b"</sessionId>")
        spoil = self.spoils.get(self._count) or self.spoils.get(-1)
        self._count += 1
        if isinstance(spoil, Exception):
            raise spoil
        return answered if spoil is None else spoil(answered, self.dice)

    def _true_answer(self, asked: bytes) -> bytes:
        if not self._changed and asked in self._kept:
            return self._kept[asked]
        if not LOGIN.search(asked):
            self._login.user_id, self._login.level = "beheerder", "System"
        if b"GetRequest" not in asked and b"GetListRequest" not in asked and not LOGIN.search(asked):
            self._changed = True
        answered = self._simulator.answer(asked, lambda session, is_open: self._login)
        if not self._changed and not LOGIN.search(asked):
            self._kept[asked] = answered
        return answered


class InProcess:
    """A transport that asks a platform of this process."""

    platform: Platform

    def __init__(self, *about: Any) -> None:
        pass

    def exchange(self, document: bytes) -> bytes:
        """The answer to a document."""
        return self.platform.answer(document)

    def close(self) -> None:
        """Nothing to let go of."""


class NoWaiting:
    """Time for whoever would wait: it passes at once."""

    now = 1000.0

    def monotonic(self) -> float:
        """Seconds that were waited."""
        return self.now

    def time(self) -> float:
        """The same."""
        return self.now

    def sleep(self, seconds: float, /) -> None:
        """Wait, without waiting."""
        self.now += max(0.0, seconds)


class Passed:
    """What somebody waits for until a command is interrupted: it has come already."""

    def set(self) -> None:
        """It comes."""

    def wait(self, timeout: float | None = None) -> bool:
        """It has come."""
        return True


@contextmanager
def spoken_to(platform: Platform) -> Iterator[NoWaiting]:
    """Every platform is this one, and nobody waits for it; gives the clock."""
    clock = NoWaiting()
    transport = type("Here", (InProcess,), {"platform": platform})
    real = connection.Rate

    def rate(limit: float | None, file: Path, longest: float) -> Any:
        return real(limit, file, NoWaiting(), longest)

    with (
        patch.object(exchange, "TcpTransport", transport),
        patch.object(exchange, "SoapTransport", transport),
        patch.object(exchange, "time", clock),
        patch.object(connection, "Rate", rate),
        patch.object(serve, "threading", SimpleNamespace(Event=Passed)),
    ):
        yield clock


def spoils_of(dice: random.Random) -> dict[int, Spoil | Exception]:
    """Which of the answers of a command are spoilt, and how."""
    places = [dice.choice((0, 1, 2, 3, 4, 5, dice.randrange(60)))]
    places += [dice.randrange(60) for _ in range(dice.choice((0, 0, 1, 6)))]
    if dice.random() < 0.15:
        places = [-1]  # every one
    return {place: dice.choice(BROKEN)() if dice.random() < 0.06 else dice.choice(SPOILS) for place in places}


def _text(answer: bytes, dice: random.Random) -> bytes:
    """Texts of elements become others."""
    found = list(DATA.finditer(answer))
    for one in sorted(
        dice.sample(found, min(len(found), dice.choice((1, 1, 3, 20)))), key=re.Match.start, reverse=True
    ):
        word = nasty(dice)
        if dice.random() < 0.7:
            word = "".join(
                x for x in word if x >= " " and x not in "<>&\udcff\uffff\ufffe" and not "\ud800" <= x <= "\udfff"
            )
        answer = answer[: one.start(1)] + word.encode("iso-8859-1", "xmlcharrefreplace") + answer[one.end(1) :]
    return answer


def _swapped(answer: bytes, dice: random.Random) -> bytes:
    """Two texts change places."""
    found = list(DATA.finditer(answer))
    if len(found) < 2:
        return answer
    one, two = sorted(dice.sample(found, 2), key=re.Match.start)
    return answer[: one.start(1)] + two[1] + answer[one.end(1) : two.start(1)] + one[1] + answer[two.end(1) :]


def _without(answer: bytes, dice: random.Random) -> bytes:
    found = list(ELEMENT.finditer(answer))
    if not found:
        return answer
    one = dice.choice(found)
    return answer[: one.start()] + answer[one.end() :]


def _twice(answer: bytes, dice: random.Random) -> bytes:
    found = list(ELEMENT.finditer(answer))
    if not found:
        return answer
    one = dice.choice(found)
    return answer[: one.end()] + one[0] * dice.choice((1, 2, 1000)) + answer[one.end() :]


def _nil(answer: bytes, dice: random.Random) -> bytes:
    found = list(re.finditer(rb"<(\w+)>", answer))
    if not found:
        return answer
    one = dice.choice(found)
    return (
        answer[: one.end() - 1]
        + dice.choice((b' xsi:nil="true"', b' xsi:type="c:x"', b' a="1" a="2"'))
        + answer[one.end() - 1 :]
    )


def _type(answer: bytes, dice: random.Random) -> bytes:
    found = [one for one in TYPE.finditer(answer) if one[1]]
    if not found:
        return answer
    one = dice.choice(found)
    new = dice.choice(
        (b"c:SuccessResponse", b"c:ErrorResponse", b"UserGetResponse", b"", b":", b"a:b:c", dice.choice(found)[1])
    )
    return answer[: one.start(1)] + new + answer[one.end(1) :]


def _refused(answer: bytes, dice: random.Random) -> bytes:
    commands = re.findall(rb"<command.*?(?:</command>|/>)", answer, re.DOTALL)
    if not commands:
        return answer
    code = b"[Error %d] " % dice.choice((4152, 4008, 6004, 5404, 4410, 9999, 0, 10**8))
    word = nasty(dice).encode("ascii", "xmlcharrefreplace").replace(b"<", b"&lt;").replace(b"&", b"&amp;")
    refusal = REFUSED % (dice.choice((b"Error", b"Warning", b"Info", b"X")), code + word[:500], code + word[:500])
    return answer.replace(dice.choice(commands), refusal)


def _whole(answer: bytes, dice: random.Random) -> bytes:
    """Something else than an answer."""
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
    entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    others = (
        b"",
        b"<",
        b"\0" * 100,
        b"[" * 20_000,
        b"<a>" * 30_000,
        b"HTTP/1.1 200 OK\r\n\r\n",
        b'<?xml version="1.1"?><a/>',
    )
    way = dice.randrange(7)
    if way < 2:
        return answer.replace(b"?>", b"?>" + (bomb, entity)[way], 1)
    if way == 2:
        return answer[: dice.randrange(len(answer) + 1)]
    if way == 3:
        return answer.replace(b"ISO-8859-1", dice.choice((b"UTF-16", b"UTF-7", b"x", b"")), 1)
    if way == 4:
        return answer + answer
    if way == 5:
        return re.sub(rb"<command.*</command>", b"", answer, flags=re.DOTALL)
    return dice.choice(others)


def _damaged(answer: bytes, dice: random.Random) -> bytes:
    return damaged_bytes(answer, dice)


SPOILS: tuple[Spoil, ...] = (
    *(_text, _text, _text, _text, _swapped, _swapped, _without, _without, _twice, _nil, _nil, _type, _refused),
    *(_whole, _damaged),
)
BROKEN: tuple[Callable[[], Exception], ...] = (
    lambda: NoAnswerError(say("the platform's answer is not XML")),
    lambda: NotSentError(say("the platform's answer is not XML")),
    lambda: UnreachableError(say("the platform's answer is not XML")),
)


def state_of(folder: Path) -> dict[str, bytes]:
    """The files of a folder for state, by their places in it."""
    return {os.path.relpath(file, folder): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
