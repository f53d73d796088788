"""A plan with some values changed: nothing else of it, and nothing of the old one."""

from linked_plans import linked_plan

from nummerplan.compiler.linking import link
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.model.artefact import PlanEdit
from nummerplan.model.plan.forwarding import Forward
from nummerplan.model.plan.schedules import Schedule

LINKED = linked_plan("""
company: {name: Zaak, night_forwarding: {to: anna}}
schedules: {open: {mon-fri: 09:00-17:00, dates: {2026-12-20: 12:00-17:00}}}
users:
  anna: {extension: 201, forwarding: {busy: bert, missed: bert}}
  bert:
    extension: 202
    blocked_callers: {rules: [{numbers: [0201234567]}, {numbers: [0201234568]}]}
auto_attendants:
  menu: {extension: 401, business_hours_menu: {keys: {1: anna, 2: bert}}}
""")
PLAN = LINKED.plan


def test_what_is_taken_away_is_as_if_it_had_not_been_written() -> None:
    plan = edited(
        PLAN, [PlanEdit(("company", "night_forwarding")), PlanEdit(("users", "anna", "forwarding", "missed"))]
    )
    assert plan.company.night_forwarding is None
    assert "night_forwarding" not in plan.company.model_fields_set
    assert plan.users["anna"].forwarding.missed is None
    assert PLAN.users["anna"].forwarding.missed is not None
    plan = edited(PLAN, [PlanEdit(("auto_attendants", "menu", "business_hours_menu", "keys", "1"))])
    assert list(plan.auto_attendants["menu"].business_hours_menu.keys) == ["2"]  # type: ignore[union-attr]
    plan = edited(PLAN, [PlanEdit(("users", "bert", "blocked_callers", "rules", 0))])
    assert [rule.numbers for rule in plan.users["bert"].blocked_callers.rules] == [["0201234568"]]


def test_an_object_keeps_its_key_and_a_new_one_gets_its_own() -> None:
    plan = edited(
        PLAN, [PlanEdit(("users", "anna", "forwarding", "busy"), Forward()), PlanEdit(("schedules", "x"), Schedule())]
    )
    assert (plan.users["anna"].key, plan.schedules["x"].key) == ("anna", "x")


def test_what_was_worked_out_of_the_old_value_is_worked_out_anew() -> None:
    assert PLAN.schedules["open"].dated  # known from here on
    plan = edited(PLAN, [PlanEdit(("schedules", "open", "dates"))])
    assert plan.schedules["open"].dated == {}
    assert len(PLAN.schedules["open"].dated) == 1


def test_an_edit_inside_of_what_is_not_there_changes_nothing() -> None:
    gone = PlanEdit(("company", "night_forwarding"))
    assert edited(PLAN, [gone, PlanEdit(("company", "night_forwarding", "to"), "bert")]) == edited(PLAN, [gone])
    assert edited(PLAN, [PlanEdit(("users", "nobody", "extension"), "9")]) == PLAN


def test_an_edited_plan_can_be_linked_again() -> None:
    plan = edited(PLAN, [PlanEdit(("users", "anna", "extension"), "209")])
    assert "209" in link(plan, "plan.yaml", LINKED.today).extensions
