"""A plan's calls as work for the laboratory: its files for a lane, its telephones, its calls."""

from collections.abc import Sequence
from dataclasses import replace

from nummerplan.model.artefact import Artefact, Workbench
from nummerplan.targets.asterisk import render
from nummerplan.targets.asterisk.exchange import Exchange
from nummerplan.targets.asterisk.lab.calls.real_call import Phone, Placing
from nummerplan.targets.asterisk.lab.laboratory import Job
from nummerplan.targets.asterisk.lab.profile import LabSecrets, Lane
from nummerplan.targets.asterisk.telephones import Telephones


def lab_files(bench: Workbench, lane: Lane) -> Sequence[Artefact]:
    """What the target writes with the addresses and secrets of the laboratory."""
    return render(replace(bench, secrets=LabSecrets(), settings=lane.settings(bench.settings))).artefacts


def phones_of(bench: Workbench) -> tuple[Phone, ...]:
    """All telephones of a plan by the names that they register with; users without one too."""
    exchange = Exchange(replace(bench, secrets=LabSecrets()))
    known, names = Telephones(exchange).of, exchange.ids["user"]
    found: list[Phone] = []
    for key, telephones in known.items():
        accounts = [telephone.account for telephone in telephones] or [""]
        found += [Phone(account, key, names[key]) for account in accounts]
    return tuple(found)


def job_of(bench: Workbench, calls: Sequence[Placing], phones: tuple[Phone, ...] | None = None) -> Job:
    """Calls of one plan for one Asterisk."""
    return Job(lambda lane: lab_files(bench, lane), phones or phones_of(bench), calls)
