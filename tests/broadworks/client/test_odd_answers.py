"""A platform that answers oddly is told as such, or read as far as it goes; it never brings the reader down."""

import copy
import random
from collections.abc import Sequence

import pytest
from broadworks_live import bench, deploy, plan, platform, site

from nummerplan.compiler.reading.read import read_texts
from nummerplan.compiler.text.plan_yaml import plan_yaml
from nummerplan.model.deployment.platform import PlatformError, Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.client.answers import OciAnswer
from nummerplan.targets.broadworks.client.exchange import Exchange
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.client.rate import Rate, rate_file
from nummerplan.targets.broadworks.client.settings import read_settings
from nummerplan.targets.broadworks.tenant.read_tenant import read_tenant

SEEDS = range(6)
TEXTS = ("", "x", "-1", "99999999999999", "true", "Default", "+31 - +99999999999", "{{x}}", "\x85 \u2028", "0", "'")


class Recorder:
    """Remembers what the platform answers, so that every reading after the first costs nothing."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._known: dict[str, OciAnswer] = {}

    def __call__(self, queries: Sequence[Query]) -> list[OciAnswer]:
        fresh = [query for query in queries if repr(query) not in self._known]
        for batch in self._exchange.batches(fresh):
            for query, answer in zip(batch, self._exchange.ask(batch), strict=True):
                self._known[repr(query)] = answer
        return [self._known[repr(query)] for query in queries]


class Liar:
    """Gives some answers otherwise than they were: something left out, twice, or with another text."""

    def __init__(self, ask: Recorder, seed: int) -> None:
        self._ask = ask
        self._dice = random.Random(seed)  # noqa: S311 - no secret is made here
        self._share = self._dice.choice((0.003, 0.02, 0.1))

    def __call__(self, queries: Sequence[Query]) -> list[OciAnswer]:
        answers = self._ask(queries)
        return [self._bent(answer) if self._dice.random() < self._share else answer for answer in answers]

    def _bent(self, answer: OciAnswer) -> OciAnswer:
        element = copy.deepcopy(answer._element)
        inner = list(element.iterdescendants())
        for chosen in self._dice.sample(inner, min(len(inner), self._dice.randint(1, 3))):
            above = chosen.getparent()
            if above is None:
                continue
            match self._dice.randint(0, 2):
                case 0:
                    above.remove(chosen)
                case 1:
                    above.append(copy.deepcopy(chosen))
                case _:
                    chosen.text = self._dice.choice(TEXTS)
        return OciAnswer(element)


def read_or_refused(ask: Liar, where: Site) -> Tenant | None:
    try:
        return read_tenant(ask, where, lambda kind: None)
    except PlatformError:
        return None


def test_odd_answers_are_read_or_refused(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    refused = 0
    with platform(SEEDS) as address:
        for seed in SEEDS:
            where, work = site(address, seed), bench(plan(seed))
            with PROVISIONING.connect(where, work.secrets, work.telephone_audio) as connection:
                deploy(connection, PROVISIONING.wanted(work, where).tenant, where)
            settings = read_settings(where)
            rate = Rate(settings.rate, rate_file(str(settings.address)))
            exchange = Exchange(settings, work.secrets, work.telephone_audio, rate, lambda commands, release: ())
            exchange.open()
            try:
                honest = Recorder(exchange)
                for lie in range(25):
                    tenant = read_or_refused(Liar(honest, lie), where)
                    refused += tenant is None
                    if tenant is not None:
                        text = plan_yaml(PROVISIONING.plan_of(tenant, where))
                        read_texts("plan.yaml", [(None, "plan.yaml", text)])
            finally:
                exchange.close()
    assert 0 < refused < 25 * len(SEEDS)
