"""What a command needs while it deals with one company: its connection, its journal, and nobody else at work."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from nummerplan.compiler.deployment.planning.plan_changes import Job
from nummerplan.compiler.deployment.planning.secret_fingerprints import SecretMarks, key_of
from nummerplan.compiler.deployment.records.journal import Journal, open_journal
from nummerplan.compiler.deployment.records.state_folder import tenant_folder
from nummerplan.compiler.deployment.records.tenant_lock import only_deployment


@dataclass(frozen=True)
class Session:
    """One company's plan, and the journal of its deployments."""

    job: Job
    folder: Path
    journal: Journal
    marks: SecretMarks


@contextmanager
def open_session(job: Job, folder: Path, alone: bool) -> Iterator[Session]:
    """A session with the journal below `folder`; `alone` keeps every other deployment of the company out.

    Raises `LockedError` when another one is at work, and `JournalError`.
    """
    with ExitStack() as stack:
        place = tenant_folder(folder, job.site.tenant)
        if alone:
            stack.enter_context(only_deployment(place, job.site.tenant))
        journal = stack.enter_context(open_journal(place))
        bench = job.bench
        yield Session(job, folder, journal, SecretMarks(key_of(folder), bench.secrets, bench.telephone_audio))
