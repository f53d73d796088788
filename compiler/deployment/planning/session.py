"""What a command needs while it deals with one company: its plan, its journal, and nobody else at work."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.deployment.records.journal import Journal, open_journal
from nummerplan.compiler.deployment.records.secret_fingerprints import SecretFingerprints, fingerprint_key
from nummerplan.compiler.deployment.records.state_folder import tenant_folder
from nummerplan.compiler.deployment.records.tenant_lock import lock_tenant


@dataclass(frozen=True)
class Session:
    """One company's plan, and the journal of its deployments, which lies below `folder`."""

    company: CompanyPlan
    folder: Path
    journal: Journal
    fingerprints: SecretFingerprints


@contextmanager
def open_session(company: CompanyPlan, folder: Path, alone: bool) -> Iterator[Session]:
    """A session with the journal below `folder`; `alone` keeps every other deployment of the company out.

    Raises `LockedError` when another one is at work, and `JournalError`.
    """
    with ExitStack() as stack:
        place = tenant_folder(folder, company.tenant)
        if alone:
            stack.enter_context(lock_tenant(place, company.tenant))
        journal = stack.enter_context(open_journal(place))
        bench = company.bench
        fingerprints = SecretFingerprints(fingerprint_key(folder), bench.secrets, bench.telephone_audio)
        yield Session(company, folder, journal, fingerprints)
