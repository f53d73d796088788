"""What was changed, and who notices it: a plan and another one in its place go in, lines come out."""

import pytest
from linked_plans import TODAY

from nummerplan.compiler.causes.cause_text import cause_line
from nummerplan.compiler.comparison.compare_plans import Compared, compare_plans
from nummerplan.compiler.comparison.read_sides import PlanWithAudio
from nummerplan.compiler.pipeline import load_document
from nummerplan.compiler.reading.read import read_texts
from nummerplan.model.loaded_plan import LoadedPlan

PLAN = """\
company: {name: Bakker, main_number: 020-7654300, business_hours: open}
numbers: [020-7654300..020-7654309]
schedules:
  open: {mon-fri: 09:00-17:00}
users:
  anna: {extension: 201, devices: [{model: yealink-t54w}], voicemail: {email: a@bakker.example}}
  bert: {extension: 202, devices: [{model: yealink-t54w}], forwarding: {missed: {to: winkel, rings: 2}}}
  carl: {extension: 203, devices: [{model: yealink-t54w}]}
hunt_groups:
  winkel:
    {extension: 101, number: 020-7654300, members: [anna, bert], overflow: {after: 30s, to: post}}
  bakkerij:
    {extension: 102, members: [carl], overflow: {after: 20s, to: anna}}
auto_attendants:
  menu:
    extension: 103
    business_hours_menu: {keys: {1: winkel, 9: {operator: bakkerij}}}
    after_hours_menu: {keys: {9: {operator: post}}}
mailboxes:
  post: {extension: 999, email: post@bakker.example}
"""


def compared(old: str, new: str) -> Compared:
    """Both plans compared as `diff` does it."""
    (found,) = compare_plans(*({"plan.yaml": PlanWithAudio(loaded(text), {})} for text in (old, new)))
    return found


def loaded(text: str) -> LoadedPlan:
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    plan = load_document(document, findings, TODAY, None)
    assert not plan.found
    return plan


def lines(*changes: tuple[str, str], plan: str = PLAN) -> list[str]:
    """The causes of some changes of a plan, each of a text that it has."""
    new = plan
    for old_text, new_text in changes:
        assert old_text in new
        new = new.replace(old_text, new_text)
    found = compared(plan, new)
    assert found.new
    return [str(cause_line(cause, found.new.numbering)) for cause in found.causes]


SHORTER = ("after: 30s", "after: 25s")


def test_one_change_is_noticed_by_everybody_who_comes_there() -> None:
    assert lines(SHORTER) == [
        "hunt group winkel overflows after 25 s instead of 30 s: 4 numbers and extensions notice",
    ]


def test_a_change_that_one_entry_notices_names_it() -> None:
    assert lines(("model: yealink-t54w}]}", "model: yealink-t54w}], forwarding: {busy: anna}}")) == [
        "user carl: forwarding.busy is anna instead of none: extension 203 notices",
    ]


def test_each_change_has_its_own_entries_and_the_most_noticed_is_first() -> None:
    assert lines(("after: 20s", "after: 15s"), SHORTER) == [
        "hunt group winkel overflows after 25 s instead of 30 s: 4 numbers and extensions notice",
        "hunt group bakkerij overflows after 15 s instead of 20 s: 2 numbers and extensions notice",
    ]


def test_what_is_heard_only_since_something_else_was_changed() -> None:
    assert lines(
        ("to: anna}", "to: post}"), ("post: {extension: 999", "post: {greeting: recorded, extension: 999")
    ) == [
        "mailbox post: greeting is recorded instead of default: 5 numbers and extensions notice, "
        "extension 102 only together with other changes",
        "hunt group bakkerij overflows to post instead of anna: 2 numbers and extensions notice",
    ]


def test_changes_that_make_up_for_each_other() -> None:
    """The menu keeps its hours, though the company has others."""
    own = ("extension: 103", "extension: 103\n    business_hours: menu_open")
    hours = ("open: {mon-fri: 09:00-17:00}", "open: {mon-fri: 08:00-18:00}\n  menu_open: {mon-fri: 09:00-17:00}")
    assert lines(hours, own) == [
        "schedule open: hours is mon-fri 08:00-18:00 instead of mon-fri 09:00-17:00: "
        "not noticed at extension 103 because of other changes",
        "schedule menu_open is new: not noticed at extension 103 because of other changes",
        "menu menu: business_hours is menu_open instead of none: not noticed at extension 103 because of other changes",
    ]


def test_what_nobody_notices_is_told() -> None:
    assert lines(("a@bakker.example", "b@bakker.example"), SHORTER) == [
        "hunt group winkel overflows after 25 s instead of 30 s: 4 numbers and extensions notice",
        "nobody who calls notices: user anna: voicemail.email is b@bakker.example instead of a@bakker.example",
    ]


def test_no_secret_is_shown() -> None:
    plan = PLAN.replace("anna: {", "anna: {password: !secret users/anna, ")
    (line,) = lines(("!secret users/anna", "!secret users/other"), plan=plan)
    assert line == "nobody who calls notices: user anna: password is another one"


def test_what_is_renamed_is_the_same() -> None:
    assert lines(("bert:", "bart:"), ("[anna, bert]", "[anna, bart]")) == [
        "nobody who calls notices: user bart is renamed: it was bert",
    ]
    assert lines(("winkel", "zaak"), SHORTER) == [
        "hunt group zaak overflows after 25 s instead of 30 s: 4 numbers and extensions notice",
        "nobody who calls notices: hunt group zaak is renamed: it was winkel",
    ]
    assert lines(("open", "dag")) == ["nobody who calls notices: schedule dag is renamed: it was open"]


def test_who_comes_and_goes() -> None:
    assert lines(("  carl: {extension: 203, devices: [{model: yealink-t54w}]}\n", ""), ("[carl]", "[bert]")) == [
        "hunt group bakkerij: members is bert instead of carl: 2 numbers and extensions notice",
        "user carl is gone: extension 203 notices, not noticed at 2 numbers and extensions because of other changes",
    ]
    assert lines(("hunt_groups:", "  dirk: {extension: 204}\nhunt_groups:")) == [
        "user dirk is new: extension 204 notices",
    ]


def test_the_same_change_of_many_is_one() -> None:
    people = "".join(
        f"  p{n}: {{extension: 3{n}0, devices: [{{model: snom-d735}}], voicemail: {{}}}}\n" for n in range(6)
    )
    plan = PLAN.replace("hunt_groups:", people + "hunt_groups:").replace("to: anna}", "to: post}")
    defaults = ("users:\n", "defaults: {users: {voicemail: {rings: 3}}}\nusers:\n")
    assert lines(defaults, plan=plan) == [
        "user anna, user p0, user p1, user p2, user p3, user p4 and user p5: voicemail.rings is 3 instead of 5: "
        "7 numbers and extensions notice",
    ]


def test_who_calls_out_differently() -> None:
    assert lines(("anna: {", "anna: {hide_caller_id: true, "), SHORTER) == [
        "hunt group winkel overflows after 25 s instead of 30 s: 4 numbers and extensions notice",
        "user anna: hide_caller_id is true instead of false: anna calls out differently",
    ]


def test_a_schedule_that_is_written_otherwise_is_no_change() -> None:
    assert lines(("{mon-fri: 09:00-17:00}", "{mon-thu: 09:00-17:00, fri: 09:00-17:00}")) == []


@pytest.mark.parametrize("change", [("overflow: {after: 30s, to: post}", "overflow: {to: post, after: 30s}")])
def test_what_is_written_in_another_order_is_no_change(change: tuple[str, str]) -> None:
    assert lines(change) == []
