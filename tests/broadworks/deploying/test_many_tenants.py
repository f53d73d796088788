"""Fifty companies at once: one rate for their platform, and none that stops the others."""

import json
from bisect import bisect_left
from pathlib import Path

import pytest
from deploying import HOME, office

COMPANIES = 50
RATE = 20
WINDOW = 10.0
PLAN = """\
nummerplan: 1
company: {{name: Bedrijf {n}, main_number: 088-76{n:02}000}}
numbers: [088-76{n:02}000..088-76{n:02}009]
users:
  balie:
    first_name: Bea
    last_name: Balie
    extension: 201
    number: 088-76{n:02}000
    devices: [{{model: yealink-t54w, mac: 80:5E:C0:12:34:{n:02}, password: !secret devices/balie}}]
    voicemail: {{email: balie@bedrijf{n}.example, when: [busy, no_answer]}}
  kantoor:
    first_name: Karel
    last_name: Kantoor
    extension: 202
    forwarding: {{always: balie}}
hunt_groups:
  iedereen: {{extension: 300, members: [balie, kantoor], overflow: {{after: 20s, to: balie}}}}
"""


def companies(folder: Path, count: int) -> Path:
    for n in range(count):
        place = folder / f"bedrijf{n}"
        place.mkdir(parents=True)
        home = HOME.format(group=f"groep{n}", domain=f"bedrijf{n}.example")
        (place / "plan.yaml").write_text(PLAN.format(n=n) + home, "utf-8")
    return folder


def test_one_company_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    with office(companies(tmp_path / "plans", 6)) as found:
        found.edit("group: groep2", "group: elders", "bedrijf2/plan.yaml")
        found.edit("voicemail:", "voicemial:", "bedrijf4/plan.yaml")
        done = found.ok("deploy", "--yes", code=3)
        assert "hosted/SP/elders: " in done.err
        assert "plans with errors are not deployed:" in done.err
        assert "companies as wanted: 4 of 5" in done.err
        assert {row[0] for row in found.state()["subscriber"]} >= {f"balie@bedrijf{n}.example" for n in (0, 1, 3, 5)}
        assert found.ok("plan", "bedrijf0").out.count("no changes") == 1


def test_two_plans_for_one_company_are_refused(tmp_path: Path) -> None:
    with office(companies(tmp_path / "plans", 2)) as found:
        found.edit("group: groep1", "group: groep0", "bedrijf1/plan.yaml")
        assert "two plans are for hosted/SP/groep0; a company has one plan" in found.ok("plan", code=2).err


def test_a_plan_that_lives_nowhere_is_left_out_and_named(tmp_path: Path) -> None:
    with office(companies(tmp_path / "plans", 2)) as found:
        found.edit("platform: ", "# platform: ", "bedrijf1/plan.yaml")
        done = found.ok("plan")
        assert "bedrijf1/plan.yaml is left out: it does not say where the company lives" in done.err
        found.edit("platform: ", "# platform: ", "bedrijf0/plan.yaml")
        assert (
            "the plan does not say where the company lives; write platform: {name: NAME" in found.ok("plan", code=2).err
        )


def test_a_saved_plan_of_several_companies_is_deployed_to_all_of_them(tmp_path: Path) -> None:
    with office(companies(tmp_path / "plans", 3)) as found:
        found.ok("plan", "--out", "../saved.json")
        done = found.ok("deploy", "--plan", "../saved.json", "--yes")
        assert "companies as wanted: 3 of 3" in done.err
        assert found.ok("plan").out.count("no changes") == 3
        found.edit("first_name: Bea", "first_name: Bia", "bedrijf1/plan.yaml")
        again = found.ok("deploy", "--plan", "../saved.json", "--yes", code=1)
        assert "bedrijf1/plan.yaml has changed since this was planned; plan again" in again.err
        gone = found.ok("deploy", "bedrijf0", "--plan", "../saved.json", "--yes", code=2)
        assert "bedrijf1/plan.yaml, the plan of hosted/SP/groep1, is not here" in gone.err


def test_the_exit_code_says_whether_there_are_changes_and_all_else_is_well(tmp_path: Path) -> None:
    with office(companies(tmp_path / "plans", 2)) as found:
        found.ok("plan")
        found.ok("plan", "--exit-code", code=5)
        found.ok("deploy", "--yes")
        found.ok("plan", "--exit-code")
        found.edit("first_name: Bea", "first_name: Bia", "bedrijf0/plan.yaml")
        found.ok("plan", "--exit-code", "--format", "json", code=5)
        found.edit("voicemail:", "voicemial:", "bedrijf1/plan.yaml")
        found.ok("plan", "--exit-code", code=1)
        found.edit("voicemial:", "voicemail:", "bedrijf1/plan.yaml")
        found.edit("group: groep1", "group: elders", "bedrijf1/plan.yaml")
        found.ok("plan", "--exit-code", code=3)
        found.ok("plan", "--exit-code", "bedrijf0", code=5)


def test_a_saved_plan_is_bound_to_each_company_by_itself(tmp_path: Path) -> None:
    with office(companies(tmp_path / "plans", 3)) as found:
        found.ok("deploy", "--yes")
        found.edit("first_name: Bea", "first_name: Bia", "bedrijf0/plan.yaml")
        found.edit("first_name: Bea", "first_name: Bia", "bedrijf1/plan.yaml")
        found.ok("plan", "--out", "../saved.json")
        # The second company moves on; the third one too, but nothing was planned for it.
        found.by_hand("subscriber", "Karel", "Karin", "kantoor@bedrijf1.example")
        found.by_hand("subscriber", "Karel", "Karin", "kantoor@bedrijf2.example")
        found.edit("last_name: Kantoor", "last_name: Kamer", "bedrijf2/plan.yaml")
        done = found.ok("deploy", "--plan", "../saved.json", "--yes", code=1)
        assert "hosted/SP/groep1: the platform has moved since this was planned; plan again" in done.err
        assert (
            "bedrijf2/plan.yaml on hosted/SP/groep2\n  nothing to do: the saved plan changes nothing here" in done.out
        )
        assert "companies as wanted: 1 of 2" in done.err
        assert "last_name: Kantoor -> Kamer" in found.ok("plan", "bedrijf2").out


def test_a_company_is_taken_out_of_a_saved_plan(tmp_path: Path) -> None:
    with office(companies(tmp_path / "plans", 2)) as found:
        found.ok("plan", "--out", "../saved.json")
        saved = json.loads((tmp_path / "saved.json").read_text("utf-8"))
        twice = saved | {"plans": [*saved["plans"], saved["plans"][0]]}
        (tmp_path / "twice.json").write_text(json.dumps(twice), "utf-8")
        assert "this is no saved plan" in found.ok("deploy", "--plan", "../twice.json", "--yes", code=2).err
        del saved["plans"][1]
        (tmp_path / "saved.json").write_text(json.dumps(saved), "utf-8")
        found.ok("deploy", "--plan", "../saved.json", "--yes")
        assert "no changes" in found.ok("plan", "bedrijf0").out
        assert "no changes" not in found.ok("plan", "bedrijf1").out


@pytest.mark.slow
def test_fifty_companies_use_up_the_rate_of_their_platform_and_never_more(tmp_path: Path) -> None:
    with office(companies(tmp_path / "plans", COMPANIES), more=f"rate = {RATE}") as found:
        done = found.ok("deploy", "--yes")
        assert f"companies as wanted: {COMPANIES} of {COMPANIES}" in done.err
        assert found.served is not None
        times = sorted(row["at"] for row in found.served.store.all("SELECT at FROM tally"))
    most = max(bisect_left(times, begin + WINDOW) - place for place, begin in enumerate(times))
    assert most <= RATE * WINDOW, f"{most} commands in {WINDOW:.0f} s"
    used = len(times) / (times[-1] - times[0]) / RATE
    assert used >= 0.9, f"{len(times)} commands, {used:.1%} of the rate"
