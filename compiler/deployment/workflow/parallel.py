"""The same work for many companies at once; what fails for one does not stop the others."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from nummerplan.compiler.deployment.workflow.dialogue import Dialogue
from nummerplan.model.deployment.platform import Progress
from nummerplan.model.errors import ExitCode, NummerplanError
from nummerplan.model.message import Message, say

MOST_AT_ONCE = 8
"""So many at a time: enough to use up a platform's rate, few enough for the sessions that it allows."""

Task = TypeVar("Task")
Gain = TypeVar("Gain")


def for_each(  # noqa: PLR0913 - what is done, for whom, and how it is told and stopped
    tasks: Mapping[str, Task],
    label: Message,
    work: Callable[[Task, Progress], Gain],
    dialogue: Dialogue,
    stop: threading.Event,
    *,
    told: Callable[[Task, Gain], None] = lambda task, gain: None,
) -> tuple[list[tuple[Task, Gain]], int]:
    """What work made of each company's task where it did not fail, and the highest exit code of the failures.

    `tasks` are by tenant; `label` says what is being done while progress is shown. A failure is reported and the others
    go on, also where a file cannot be written; anything else is an internal error, and is raised. An interruption sets
    `stop`, and waits for what is under way: work looks at it where it can stop safely. `told` is called with each
    result in turn, also when people interrupted.
    """
    done: list[tuple[Task, Gain]] = []
    code: int = ExitCode.CLEAN
    with dialogue.progress(label) as progress_of:
        threads = ThreadPoolExecutor(max_workers=MOST_AT_ONCE)
        futures = {tenant: threads.submit(work, task, progress_of(tenant)) for tenant, task in tasks.items()}
        interrupted = _wait_for(threads, set(futures.values()), stop)
        for tenant, future in futures.items():
            if future.cancelled():
                continue
            try:
                done.append((tasks[tenant], future.result()))
                told(*done[-1])
            except NummerplanError as problem:
                dialogue.report(problem)
                code = max(code, problem.exit_code)
            except OSError as problem:  # a full disk
                file, reason = problem.filename or "?", problem.strerror or str(problem)
                dialogue.refuse(
                    say("{tenant}: {file} cannot be used: {reason}", tenant=tenant, file=file, reason=reason)
                )
                code = max(code, ExitCode.USAGE)
    if interrupted is not None:
        raise interrupted
    return done, code


def _wait_for(threads: ThreadPoolExecutor, left: set[Future[Gain]], stop: threading.Event) -> KeyboardInterrupt | None:
    """Wait until all is done, or people interrupt and what is under way has come to a good place to stop."""
    try:
        while left:
            # Waiting in turns lets an interruption through at once.
            left = wait(left, timeout=0.2, return_when=FIRST_COMPLETED).not_done
    except KeyboardInterrupt as interruption:
        stop.set()
        threads.shutdown(wait=True, cancel_futures=True)
        return interruption
    finally:
        # Who interrupts again does not want to wait: what is under way is in the journal.
        threads.shutdown(wait=False, cancel_futures=True)
    return None
