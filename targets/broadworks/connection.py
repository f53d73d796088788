"""An open connection to a platform for one company: everything is read and written through the kinds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from nummerplan.model.artefact import Secrets
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.platform import (
    Operation,
    Outcome,
    PlatformError,
    Preflight,
    Progress,
    Registration,
    Site,
)
from nummerplan.model.deployment.tenant import Identity, Tenant
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answer_checks import expect_answer, table_rows
from nummerplan.targets.broadworks.client.answers import OciAnswer
from nummerplan.targets.broadworks.client.exchange import Audio, Exchange, Judge
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.client.rate import Rate, rate_file
from nummerplan.targets.broadworks.client.settings import PlatformSettings, read_settings
from nummerplan.targets.broadworks.objects import all_kinds
from nummerplan.targets.broadworks.preflight import preflight
from nummerplan.targets.broadworks.tenant.read_tenant import read_tenant

GROUP_NOT_FOUND = 4152


@contextmanager
def connect(site: Site, secrets: Secrets, audio: Audio) -> Iterator["OciConnection"]:
    """A connection that is logged in, and logged out at the end.

    Raises `SettingError` for settings that cannot be used, and `PlatformError`.
    """
    settings = read_settings(site)
    # A document may take its time to go out, and again as long to be answered.
    rate = Rate(settings.rate, rate_file(str(settings.address)), longest=2 * settings.timeout + 1)
    exchange = Exchange(settings, secrets, audio, rate, _judge(settings))
    exchange.open()
    try:
        # The platform knows its release better than our settings do.
        here = replace(site, settings={**site.settings, "release": exchange.release})
        yield OciConnection(here, exchange, settings.rate)
    finally:
        exchange.close()


def _judge(settings: PlatformSettings) -> Judge:
    if settings.schema is None:
        return lambda commands, release: ()
    from nummerplan.targets.broadworks.client.schema import OciSchema  # takes a third of a second to read

    schema = OciSchema(settings.schema)
    return schema.problems


class OciConnection:
    """The connection of one company; `model.deployment.platform.Connection` documents its methods."""

    def __init__(self, site: Site, exchange: Exchange, rate: float | None = None) -> None:
        self._site = site
        self._exchange = exchange
        self._rate = rate

    def read(self, wanted: Tenant | None = None, progress: Progress | None = None) -> Tenant:
        """Everything that the platform holds of the company and a plan can describe."""
        ask = _CountedQueries(self._exchange, progress)
        group = {"service_provider_id": self._site.service_provider, "group_id": self._site.group}
        query = Query("GroupGetRequest22V5", group, absent=(GROUP_NOT_FOUND,))
        (found,) = ask([query])
        expect_answer(query, found)
        if found.error is not None:
            # Without this a company that is not there would look like an empty one.
            raise PlatformError(say("{tenant}: {reason}", tenant=self._site.tenant, reason=found.error))
        return read_tenant(ask, self._site, lambda kind: None, wanted)

    def read_objects(self, identities: Iterable[Identity], wanted: Tenant | None = None) -> Tenant:
        """The named objects only; those that are not there are left out."""
        names: dict[str, list[str]] = {}
        for identity in identities:
            names.setdefault(identity.kind, []).append(identity.name)
        return read_tenant(_CountedQueries(self._exchange), self._site, lambda kind: names.get(kind, ()), wanted)

    def send(self, operations: Sequence[Operation]) -> list[Outcome]:
        """Send operations in order, until a document had a failed or unknown outcome."""
        outcomes: list[Outcome] = []
        for document in self.documents(operations):
            try:
                written = self._exchange.write(document)
            except PlatformError:
                if outcomes:
                    return outcomes  # what was done before must be known; the next call meets the trouble again
                raise
            outcomes += written
            if any(outcome.verdict in ("failed", "unknown") for outcome in written):
                break
        return outcomes

    def preflight(
        self, wanted: Tenant, platform: Tenant, changes: ChangeSet, operations: Sequence[Operation]
    ) -> Preflight:
        """What the platform would refuse of changes, found by questions alone."""
        ask = _CountedQueries(self._exchange)
        return preflight(ask, self._site, wanted, platform, changes, operations, self._exchange.secret)

    def registrations(self, users: Iterable[Identity]) -> Mapping[Identity, Sequence[Registration]]:
        """Which telephones of users are registered now."""
        asked = list(users)
        queries = [Query("UserGetRegistrationListRequest", {"user_id": identity.name}) for identity in asked]
        answers = _CountedQueries(self._exchange)(queries)
        for query, answer in zip(queries, answers, strict=True):
            expect_answer(query, answer)
        return {identity: _registered(answer) for identity, answer in zip(asked, answers, strict=True)}

    def documents(self, operations: Sequence[Operation]) -> list[Sequence[Operation]]:
        """The operations as they go out."""
        return self._exchange.documents(operations)

    def seconds(self, operations: Sequence[Operation], changes: ChangeSet) -> float | None:
        """About how long it takes to write these, when all that changes is read once before and once after."""
        if self._rate is None:
            return None
        before = [change.before.identity for change in changes.changes if change.before]
        kinds = all_kinds()
        reads = sum(kinds[found.kind].reads for found in (*before, *changes.touched) if found.kind in kinds)
        return (len(operations) + reads) / self._rate


class _CountedQueries:
    """Sends queries, and reports how many of those known so far have been answered."""

    def __init__(self, exchange: Exchange, progress: Progress | None = None) -> None:
        self._exchange = exchange
        self._progress = progress
        self._asked = 0
        self._answered = 0

    def __call__(self, queries: Sequence[Query]) -> list[OciAnswer]:
        self._asked += len(queries)
        answers: list[OciAnswer] = []
        for document in self._exchange.batches(queries):
            answers += self._exchange.ask(document)
            self._answered += len(document)
            if self._progress is not None:
                self._progress(self._answered, self._asked)
        return answers


def _registered(answer: OciAnswer) -> list[Registration]:
    return [
        Registration(row.get("Device Name", ""), row.get("Line/Port", ""), row.get("Expiration", ""))
        for row in table_rows(answer, "registrationTable")
    ]
