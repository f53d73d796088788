"""A caller who presses keys: the next one when the call stands where keys are heard, as a person does who listens."""

import asyncio
from collections.abc import Sequence

from nummerplan.model.calls.call import WAIT
from nummerplan.targets.asterisk.lab.calls.call_watch import CallWatch
from nummerplan.targets.asterisk.lab.sip.outgoing_call import OutgoingCall

BETWEEN_KEYS = 0.06
"""Seconds of the real clock after which the next key is pressed where Asterisk says nothing about the one before."""

A_WHILE = 1.0
"""After so many seconds of the call's clock at one step, a caller who waits counts as waiting there."""


async def press_keys(keys: Sequence[str], call: OutgoingCall, watch: CallWatch, speed: int, left: list[str]) -> None:
    """Press keys until all are pressed or the call is over; `left` always holds those that were not."""
    left[:] = keys
    while left and not call.over.is_set():
        await _until_listening(call, watch)
        if call.over.is_set():
            return
        if left[0] == WAIT:
            await _wait_for_more(call, watch, speed)
            del left[0]
        else:
            count = len(watch.own_steps)
            call.press(left.pop(0))
            await _until_heard(count, watch)


async def _until_listening(call: OutgoingCall, watch: CallWatch) -> None:
    while not call.over.is_set() and not (watch.listening and call.answered is not None):
        await watch.until_changed(0.05)


async def _until_heard(count: int, watch: CallWatch) -> None:
    """Wait until Asterisk does something with a key; digits of an extension it may collect in silence."""
    loop = asyncio.get_running_loop()
    end = loop.time() + BETWEEN_KEYS
    while len(watch.own_steps) == count and (left := end - loop.time()) > 0:
        await watch.until_changed(left)


async def _wait_for_more(call: OutgoingCall, watch: CallWatch, speed: int) -> None:
    """Press nothing until the menu goes on: past its greeting, and past the time that it waits for a key."""
    loop = asyncio.get_running_loop()
    while not call.over.is_set():
        count, stands_since = len(watch.own_steps), watch.own_steps[-1].at
        await watch.until_changed(0.05)
        moved = len(watch.own_steps) > count
        if moved and loop.time() - stands_since > A_WHILE / speed:
            return
