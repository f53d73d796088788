"""A deployment at a platform's rate: it uses it up, never goes over it, and takes as long as it said."""

import re
from bisect import bisect_left
from pathlib import Path

import pytest
from deploying import Office, large_company, office


def sent(company: Office) -> list[float]:
    """When each command came to the platform, since the last look."""
    assert company.served is not None
    store = company.served.store
    times = sorted(float(row["at"]) for row in store.all("SELECT at FROM tally"))
    with store.transaction():
        store.run("DELETE FROM tally")
    return times


def deploys_at(rate: int, company: Office, windows: tuple[float, ...] = (10.0,)) -> tuple[list[float], int]:
    """Deploy at a rate, never over it in any window. Returns when commands were sent, and the announced seconds."""
    company.ok("plan")
    begun = sent(company)
    done = company.ok("deploy", "--yes", "--force")
    times = sent(company)
    whole = [*begun, *times]
    for window in windows:
        most = max(bisect_left(whole, begin + window) - place for place, begin in enumerate(whole))
        assert most <= rate * window, f"{most} commands in {window:.0f} s"
    announced = re.search(r"at the platform's rate that takes about (\d+) s\n", done.err)
    assert announced is not None, done.err
    return times, int(announced[1])


def test_a_deployment_keeps_below_the_rate_and_says_how_long_it_takes(tmp_path: Path) -> None:
    rate = 80
    with office(large_company(tmp_path / "mijn-bedrijf", colleagues=3), more=f"rate = {rate}") as company:
        times, announced = deploys_at(rate, company)
        assert announced <= len(times) / rate + 1


@pytest.mark.slow
@pytest.mark.parametrize("rate", [20, 45])
def test_a_large_deployment_uses_up_the_rate_and_takes_as_long_as_it_said(tmp_path: Path, rate: int) -> None:
    with office(large_company(tmp_path / "mijn-bedrijf", colleagues=60), more=f"rate = {rate}") as company:
        times, announced = deploys_at(rate, company, (1.0, 10.0))
        asked = times[-1] - times[0]  # the company was read before it could be said how long the rest takes
        used = len(times) / asked / rate
        assert used >= 0.9, f"{len(times)} commands, {used:.1%} of the rate"
        assert 0.7 * asked <= announced <= 1.3 * asked


def test_a_deployment_without_a_rate_says_nothing_of_its_time(tmp_path: Path) -> None:
    with office(large_company(tmp_path / "mijn-bedrijf", colleagues=1)) as company:
        assert "takes about" not in company.ok("deploy", "--yes").text
