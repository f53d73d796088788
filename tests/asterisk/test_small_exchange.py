"""The laboratory itself, on an exchange written by hand: what it sees of calls whose course is plain."""

import asyncio
import os
from collections import Counter
from pathlib import Path

import pytest
import tools
from small_exchange import NOON, PHONES, dialling, files, opened, run

from nummerplan.model.calls.observed_call import ObservedCall
from nummerplan.targets.asterisk.lab.calls.real_call import CallMaker, Placing
from nummerplan.targets.asterisk.lab.laboratory import Job, Laboratory
from nummerplan.targets.asterisk.lab.profile import free_net

NIGHT = NOON + 12 * 3600
ANNA, MENU, GROUP, OUTSIDE, NOBODY = (f"+3120123450{last}" for last in (0, 1, 2, 3, 4))

STORIES: list[tuple[Placing, str, str, list[tuple[str, int, int]]]] = [
    (dialling(ANNA), "answered", "anna", [("anna", 0, 0)]),
    (dialling(ANNA, at=NIGHT), "refused", "", []),
    (dialling(ANNA, states={"anna": "absent"}), "message", "anna", [("anna", 0, 20)]),
    (dialling(ANNA, states={"anna": "unreachable"}), "message", "anna", []),
    (dialling(GROUP, states={"anna": "absent"}), "answered", "bram", [("anna", 0, 10), ("bram", 10, 10)]),
    (dialling(GROUP, states={"anna": "busy"}), "answered", "bram", [("bram", 0, 0)]),
    (dialling(GROUP, states={"anna": "absent", "bram": "busy"}), "message", "anna", [("anna", 0, 10)]),
    (dialling(OUTSIDE), "outside", "+31612345678", [("+31612345678", 0, 0)]),
    (dialling(NOBODY), "not_in_use", "", []),
    (dialling(MENU, ("2", "7", "1")), "answered", "anna", [("anna", 1, 1)]),
    (dialling(MENU, ("7", "wait", "1")), "cut_off", "", []),
    (dialling("202", phone="anna"), "answered", "bram", [("bram", 0, 0)]),
    (dialling("202", phone="anna", states={"bram": "busy"}), "busy_tone", "", []),
    (dialling("201", phone="bram", states={"anna": "on_call"}), "message", "anna", [("anna", 0, 20)]),
]


def looks(seen: ObservedCall) -> tuple[str, str, list[tuple[str, int, int]]]:
    """A call in whole seconds."""
    rings = [(ring.who, round(ring.start), round(ring.end)) for ring in seen.rings if not ring.declined]
    return seen.end, seen.answered_by or seen.where, rings


def differs(story: tuple[Placing, str, str, list[tuple[str, int, int]]], seen: ObservedCall) -> bool:
    """Whether a call was another one than its story: seconds may differ by one."""
    _, end, where, rings = story
    ended, at, came = looks(seen)
    same = [one[0] for one in rings] == [one[0] for one in came]
    close = all(
        abs(a - b) <= 1
        for one, other in zip(rings, came, strict=False)
        for a, b in zip(one[1:], other[1:], strict=True)
    )
    return (end, where) != (ended, at) or not same or not close


def test_calls_go_as_the_dialplan_says() -> None:
    async def make(_: object, maker: CallMaker) -> list[ObservedCall]:
        return [await maker.make(story[0]) for story in STORIES]

    seen: list[ObservedCall] = run(make)
    assert [(story[1:], looks(one)) for story, one in zip(STORIES, seen, strict=True) if differs(story, one)] == []


def many(count: int) -> Counter[str]:
    """So many calls on eight Asterisks; the stories that went otherwise."""
    stories = [STORIES[place % len(STORIES)] for place in range(count)]
    jobs = [Job(files, PHONES, [story[0] for story in stories[place::8]]) for place in range(8)]
    done = Laboratory(tools.asterisk()).run(jobs)
    wrong: Counter[str] = Counter()
    for place, result in enumerate(done):
        for story, seen in zip(stories[place::8], result.calls, strict=True):
            if differs(story, seen):
                wrong[f"{story}: {looks(seen)}"] += 1
    return wrong


def test_many_calls_side_by_side_are_all_seen() -> None:
    assert many(64) == {}


@pytest.mark.slow
def test_a_thousand_calls_without_one_that_flickers() -> None:
    assert many(1_000) == {}


def test_a_key_that_nobody_pressed_is_reported() -> None:
    async def make(_: object, maker: CallMaker) -> ObservedCall:
        return await maker.make(dialling(MENU, ("1", "2", "3")))

    assert run(make).unused_keys == ("2", "3")


def test_nothing_is_left_running(tmp_path: Path) -> None:
    def running() -> set[str]:
        lines = set()
        for file in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                text = file.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if "nummerplan-lab-" in text and f"{os.getpid()}" in _parents(int(file.parent.name)):
                lines.add(text)
        return lines

    async def boom() -> None:
        async with opened() as (exchange, _):
            assert running()
            assert exchange.run.exists()
            raise ValueError("a test that fails")

    with pytest.raises(ValueError, match="a test that fails"):
        asyncio.run(boom())
    assert running() == set()


def _parents(process: int) -> set[str]:
    found: set[str] = set()
    while process > 1:
        found.add(str(process))
        try:
            process = int(Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[1])
        except OSError:
            break
    return found


def test_two_laboratories_side_by_side_take_different_nets() -> None:
    with free_net() as one, free_net() as other:
        assert one != other
