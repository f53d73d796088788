"""A platform gets no more commands than it was promised, however many runs speak to it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nummerplan.model.errors import SettingError
from nummerplan.targets.broadworks.client.rate import ON_ITS_WAY, WINDOW, Rate, rate_file


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float, /) -> None:
        self.now += seconds


class Impatient(Clock):
    """Nobody should wait for longer than a hundred seconds."""

    def sleep(self, seconds: float, /) -> None:
        super().sleep(seconds)
        assert self.now < 1100


def send(
    rate: Rate, clock: Clock, documents: list[tuple[int, float, float]], arrivals: list[float] | None = None
) -> list[float]:
    """When each command was carried out: anywhere between its sending and its answer.

    `arrivals` gets the moments at which they came to the platform: with some delay, and before they are answered.
    """
    moments: list[float] = []
    for commands, latency, pause in documents:
        clock.now += pause
        with rate.turn(commands):
            moments += [clock.now + latency * place / commands for place in range(commands)]
            if arrivals is not None:
                arrivals += [clock.now + min(latency, ON_ITS_WAY) * (len(moments) % 3) / 2] * commands
            clock.now += latency
    return moments


def most_in_a_window(moments: list[float], window: float = WINDOW) -> int:
    return max((sum(start <= moment < start + window for moment in moments) for start in moments), default=0)


DOCUMENT = st.tuples(st.integers(1, 15), st.sampled_from([0.0, 0.01, 0.3, 4.0]), st.sampled_from([0.0, 0.0, 0.5, 9.0]))


@settings(max_examples=25, deadline=None)
@given(documents=st.lists(DOCUMENT, max_size=60), limit=st.sampled_from([2.0, 7.5, 20.0]))
def test_no_ten_seconds_have_more_than_the_limit(
    documents: list[tuple[int, float, float]], limit: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clock = Clock()
    rate = Rate(limit, tmp_path_factory.mktemp("rate") / "rate.json", clock)
    moments = send(rate, clock, documents)
    assert most_in_a_window(moments) <= limit * WINDOW


@settings(max_examples=25, deadline=None)
@given(documents=st.lists(DOCUMENT, max_size=60), limit=st.sampled_from([1.0, 5.0, 20.0, 47.0]))
def test_no_second_has_more_than_the_limit(
    documents: list[tuple[int, float, float]], limit: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clock, arrivals = Clock(), list[float]()
    rate = Rate(limit, tmp_path_factory.mktemp("rate") / "rate.json", clock)
    most = rate.most(15)
    send(rate, clock, [(min(commands, most), *rest) for commands, *rest in documents], arrivals)
    assert most_in_a_window(arrivals, 1.0) <= limit


@pytest.mark.parametrize("latency", [0.0, 0.02, 0.1])
@pytest.mark.parametrize("limit", [0.7, 2.0, 7.5, 10.0, 20.0, 35.0, 47.0, 80.0])
def test_who_has_much_to_say_uses_nine_tenths_of_the_limit(limit: float, latency: float, tmp_path: Path) -> None:
    clock, arrivals = Clock(), list[float]()
    start, rate = clock.now, Rate(limit, tmp_path / "rate.json", clock)
    moments = send(rate, clock, [(rate.most(15), latency, 0.0)] * 200, arrivals)
    # Of many small documents one after the other most of the time is waiting for answers.
    answered = rate.most(15) / latency if latency else limit
    assert len(moments) / (clock.now - start) >= 0.9 * min(limit, answered)
    assert most_in_a_window(moments) <= limit * WINDOW
    assert most_in_a_window(arrivals, 1.0) <= max(1, limit + 0.5)


def test_who_may_send_much_in_a_second_sends_large_documents(tmp_path: Path) -> None:
    sizes = {limit: Rate(limit, tmp_path / "rate.json").most(15) for limit in (0.5, 3.0, 10.0, 20.0, 35.0, 80.0, 500.0)}
    assert sizes == {0.5: 1, 3.0: 1, 10.0: 2, 20.0: 5, 35.0: 7, 80.0: 13, 500.0: 15}
    assert Rate(None, tmp_path / "rate.json").most(15) == 15


def test_without_a_limit_nothing_is_kept(tmp_path: Path) -> None:
    with Rate(None, tmp_path / "none" / "rate.json").turn(15):
        pass
    assert not (tmp_path / "none").exists()


TURNS = """
import sys
from pathlib import Path
from nummerplan.targets.broadworks.client.rate import Rate
rate = Rate(5000.0, Path(sys.argv[1]))
for _ in range(40):
    with rate.turn(3):
        pass
"""


def test_runs_on_one_machine_count_together(tmp_path: Path) -> None:
    file = tmp_path / "rate.json"
    runs = [subprocess.Popen([sys.executable, "-c", TURNS, str(file)]) for _ in range(3)]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    state = json.loads(file.read_text("utf-8"))
    assert sum(state["sent"].values()) == 3 * 40 * 3
    assert state["open"] == {}
    assert file.stat().st_mode & 0o077 == 0


KILLED = """
import os, sys
from pathlib import Path
from nummerplan.targets.broadworks.client.rate import Rate
with Rate(20.0, Path(sys.argv[1])).turn(15):
    os._exit(9)
"""


def test_a_killed_run_holds_nobody_up_for_ever(tmp_path: Path) -> None:
    """What it had under way counts for ten more seconds."""
    file = tmp_path / "rate.json"
    assert subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False).returncode == 9
    clock = Clock()
    start = clock.now = json.loads(file.read_text("utf-8"))["next"]
    moments = send(Rate(20.0, file, clock), clock, [(5, 0.0, 0.0)] * 39)
    assert len(moments) == 195
    assert moments[-11] < start + WINDOW <= moments[-1]


def test_a_killed_run_holds_nobody_up_whose_process_has_its_number_now(tmp_path: Path) -> None:
    """In containers every run is the first process of its machine."""
    file, clock = tmp_path / "rate.json", Impatient()
    Rate(2.0, file, clock)  # writes the file
    state = json.loads(file.read_text("utf-8"))
    state["open"]["killed"] = (15, os.getpid(), clock.now + 60)
    file.write_text(json.dumps(state), "utf-8")
    rate = Rate(2.0, file, clock)
    with rate.turn(15):
        assert 1060 <= clock.now <= 1060 + WINDOW + 1


@pytest.mark.parametrize("content", ["{", "[]", '{"next": "x"}', "null"])
def test_a_file_that_was_half_written_means_that_all_was_used(content: str, tmp_path: Path) -> None:
    file = tmp_path / "rate.json"
    file.write_text(content, "utf-8")
    clock = Clock()
    rate = Rate(20.0, file, clock)
    with rate.turn(1):
        assert clock.now >= 1000 + WINDOW - 0.1


def test_a_machine_that_was_started_anew_counts_anew(tmp_path: Path) -> None:
    file = tmp_path / "rate.json"
    file.write_text(json.dumps({"next": 9e9, "sent": {"9e9": 200}, "open": {}}), "utf-8")
    clock = Clock()
    with Rate(20.0, file, clock).turn(1):
        assert clock.now == 1000.0


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(SettingError, match="cannot be written"):
        Rate(20.0, tmp_path / "file" / "rate.json")


def test_platforms_have_files_of_their_own(tmp_path: Path) -> None:
    here = {"XDG_STATE_HOME": str(tmp_path)}
    assert rate_file("tls://a:1", here) != rate_file("tls://b:1", here)
    assert rate_file("tls://a:1", here).is_relative_to(tmp_path)
