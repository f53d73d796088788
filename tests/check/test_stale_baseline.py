"""A baseline says what it takes in, what it lets go, and what nothing is left of."""

import json
from pathlib import Path

from check.companies import Check, commit, company
from command import CLEAN, WARNED

KNOWN = ("--baseline", "known.json")


def mend(root: Path, name: str = "k3") -> None:
    (root / "klanten" / name / "plan.yaml").write_text(company(int(name[1]), CLEAN), "utf-8")


def warn(root: Path, name: str) -> None:
    (root / "klanten" / name / "plan.yaml").write_text(company(int(name[1]), WARNED), "utf-8")


def entries(root: Path) -> list[str]:
    return [row["plan"] for row in json.loads((root / "known.json").read_text("utf-8"))["findings"]]


def test_updating_names_what_it_takes_in_and_what_it_drops(check: Check, companies: Path) -> None:
    message = "NP616 mac-missing: this Yealink T54W has no MAC address and cannot fetch its configuration"
    first = check(*KNOWN, "--update-baseline")
    assert first.err == f"taken in: klanten/k3/plan.yaml:10:23: {message}\n1 finding written to known.json\n"
    mend(companies)
    warn(companies, "k1")
    second = check(*KNOWN, "--update-baseline")
    assert second.err == (
        f"taken in: klanten/k1/plan.yaml:10:23: {message}\n"
        "dropped: klanten/k3/plan.yaml: mac-missing users.balie\n"
        "1 finding written to known.json\n"
    )
    assert check(*KNOWN, "--update-baseline").err == "1 finding written to known.json\n"


def test_a_known_finding_that_is_gone_is_told_and_stops_nobody(check: Check, companies: Path) -> None:
    check(*KNOWN, "--update-baseline")
    assert check(*KNOWN).err == ""
    mend(companies)
    done = check(*KNOWN, "--fail-on", "advice")
    assert (done.code, done.last) == (0, "no findings in 4 plans (4 objects); 1 of the baseline no longer there")
    assert done.err == (
        "1 finding of the baseline known.json is no longer there; --update-baseline takes it out:\n"
        "  klanten/k3/plan.yaml: mac-missing users.balie\n"
    )
    stale = json.loads(check(*KNOWN, form="json").out)["coverage"]["stale"]
    assert stale == [{"plan": "klanten/k3/plan.yaml", "rule": "mac-missing", "object": "users.balie"}]
    check(*KNOWN, "--update-baseline")
    assert (check(*KNOWN).err, entries(companies)) == ("", [])


def test_what_was_not_looked_at_is_not_stale_and_stays(check: Check, companies: Path) -> None:
    warn(companies, "k1")
    check(*KNOWN, "--update-baseline")
    commit(companies)
    mend(companies, "k1")
    mend(companies, "k3")
    both = ["klanten/k1/plan.yaml", "klanten/k3/plan.yaml"]
    for options in (["klanten/k0"], ["--select", "NP1"], ["--ignore", "NP616"]):
        assert check(*KNOWN, *options).err == ""
        check(*KNOWN, *options, "--update-baseline")
        assert entries(companies) == both
    (companies / "nummerplan.toml").write_text("[check.levels]\nmac-missing = 'off'\n", "utf-8")
    assert check(*KNOWN).err == ""
    (companies / "nummerplan.toml").unlink()
    (companies / "klanten" / "k1" / "plan.yaml").write_text("a: [", "utf-8")  # of what was not read nobody knows
    assert check(*KNOWN).err.count("klanten/") == 1
    mend(companies, "k1")
    check("klanten/k1", *KNOWN, "--update-baseline")
    assert entries(companies) == ["klanten/k3/plan.yaml"]


def test_since_a_revision_only_changed_plans_can_have_stale_entries(check: Check, companies: Path) -> None:
    warn(companies, "k1")
    check(*KNOWN, "--update-baseline")
    mend(companies, "k1")
    commit(companies)
    assert check(*KNOWN, "--since", "git:HEAD").err == ""
    mend(companies, "k3")
    assert "klanten/k3" in (said := check(*KNOWN, "--since", "git:HEAD").err)
    assert "klanten/k1" not in said


def test_entries_of_a_plan_that_is_gone_are_stale(check: Check, companies: Path) -> None:
    check(*KNOWN, "--update-baseline")
    (companies / "klanten" / "k3" / "plan.yaml").unlink()
    assert "  klanten/k3/plan.yaml: mac-missing" in check(*KNOWN).err


def test_of_many_stale_entries_some_are_named(check: Check, companies: Path) -> None:
    telephone = "{model: yealink-t54w, password: !secret devices/balie}"
    many = WARNED.replace(telephone, ", ".join([telephone] * 30))
    (companies / "klanten" / "k3" / "plan.yaml").write_text(company(3, many), "utf-8")
    check(*KNOWN, "--update-baseline")
    count = entries(companies).count("klanten/k3/plan.yaml")
    assert count >= 30
    mend(companies)
    lines = check(*KNOWN).err.splitlines()
    assert len(lines) == 22
    assert lines[-1] == f"  and {count - 20} more"
