"""The same work for many companies at once; what fails for one does not stop the others."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from nummerplan.compiler.deployment.workflow.dialogue import Dialogue
from nummerplan.model.errors import ExitCode, NummerplanError

MOST_AT_ONCE = 8
"""So many at a time: enough to use up a platform's rate, few enough for the sessions that it allows."""

Task = TypeVar("Task")
Gain = TypeVar("Gain")


def for_each(
    items: Sequence[Task], work: Callable[[Task], Gain], dialogue: Dialogue, stop: threading.Event
) -> tuple[list[tuple[Task, Gain]], int]:
    """What work made of each item for which it did not fail, and the highest exit code of the failures.

    A failure is reported and the others go on; what is no `NummerplanError` is an internal error, and is raised.
    """
    done: list[tuple[Task, Gain]] = []
    code: int = ExitCode.CLEAN
    for item, gain in in_parallel(items, work, stop):
        if isinstance(gain, NummerplanError):
            dialogue.report(gain)
            code = max(code, gain.exit_code)
        elif isinstance(gain, Exception):
            raise gain
        else:
            done.append((item, gain))
    return done, code


def in_parallel(
    items: Sequence[Task], work: Callable[[Task], Gain], stop: threading.Event
) -> Iterator[tuple[Task, Gain | Exception]]:
    """What work made of each item, or how it failed, in the order of the items.

    An interruption sets `stop`, and waits for what is under way: work looks at it where it can stop safely.
    """
    threads = ThreadPoolExecutor(max_workers=MOST_AT_ONCE)
    try:
        futures = [threads.submit(_attempt, work, item) for item in items]
        left: set[Future[Gain | Exception]] = set(futures)
        while left:
            # Waiting in turns lets an interruption through at once.
            left = wait(left, timeout=0.2, return_when=FIRST_COMPLETED).not_done
    except KeyboardInterrupt:
        stop.set()
        threads.shutdown(wait=True, cancel_futures=True)
        raise
    finally:
        # Who interrupts again does not want to wait: what is under way is in the journal.
        threads.shutdown(wait=False, cancel_futures=True)
    yield from zip(items, (future.result() for future in futures), strict=True)


def _attempt(work: Callable[[Task], Gain], item: Task) -> Gain | Exception:
    try:
        return work(item)
    except Exception as problem:
        return problem
