"""Objects that only colleagues reach: reachability from the numbers decides, not whether anything leads there."""

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import Level, LocatedFinding

DESK = "devices: [{model: yealink-t54w}]"
HEAD = f"""nummerplan: 1
company: {{main_number: 088-7654000}}
numbers: [088-7654000]
users:
  balie: {{number: 088-7654000, extension: 200, {DESK}, FORWARD}}
  anna: {{extension: 201, {DESK}, HERS}}
"""


def menu(key: str, extension: int, *keys: str) -> str:
    """A menu with a reception key and such keys."""
    listed = "".join(f", {place}: {to}" for place, to in enumerate(keys, 1))
    return f"  {key}: {{extension: {extension}, business_hours_menu: {{keys: {{0: {{operator: balie}}{listed}}}}}}}\n"


def found(
    more: str, forward: str = "hide_caller_id: false", hers: str = "hide_caller_id: false"
) -> list[LocatedFinding]:
    """What only colleagues reach, but for anna herself."""
    text = HEAD.replace("FORWARD", forward).replace("HERS", hers) + more
    findings = [f for f in check_text(text).findings if f.rule == "object-only-colleagues-reach"]
    return [finding for finding in findings if finding.object != "users.anna"]


ISLAND = "auto_attendants:\n" + menu("s1", 402, "s2") + menu("s2", 403, "s1")


def test_two_menus_that_lead_to_each_other_are_an_island_and_one_warning() -> None:
    (finding,) = found(ISLAND)
    assert finding.level is Level.WARNING
    assert "menu s1 and menu s2" in str(finding.message)
    assert [finding.span.text, *(remark.span.text for remark in finding.remarks)] == ["s1", "s2"]
    assert finding.witness is not None
    assert not finding.witness.call.caller.external


def test_a_way_from_a_number_to_one_of_them_is_a_way_to_both() -> None:
    assert not found(ISLAND, "forwarding: {missed: s2}")
    assert not found(ISLAND + menu("hoofd", 404, "s1").replace("extension: 404", "number: 088-7654001"))


def test_what_only_an_island_leads_to_is_not_named_again() -> None:
    (finding,) = found("auto_attendants:\n" + menu("s1", 402, "s2") + menu("s2", 403, "s1", "s3") + menu("s3", 404))
    assert finding.object == "auto_attendants.s1"


def test_the_place_is_named_at_which_the_way_is_missing_in_whatever_order() -> None:
    (finding,) = found("auto_attendants:\n" + menu("s3", 404) + menu("s2", 403, "s3") + menu("s1", 402, "s2"))
    assert finding.object == "auto_attendants.s1"


def test_a_menu_behind_a_telephone_for_colleagues_is_a_warning_all_the_same() -> None:
    (finding,) = found("auto_attendants:\n" + menu("s1", 402), hers="forwarding: {missed: s1}")
    assert finding.level is Level.WARNING


def test_a_mailbox_of_a_telephone_for_colleagues_is_left_in_peace() -> None:
    box = "mailboxes: {post: {extension: 999, email: a@b.example}}\n"
    assert not found(box, hers="forwarding: {missed: post}")
    assert len(found(box)) == 1


def test_a_mailbox_behind_the_forward_of_a_member_is_reached_by_colleagues_only() -> None:
    more = (
        "hunt_groups: {g: {number: 088-7654001, members: [anna], overflow: {to: balie}}}\n"
        "mailboxes: {post: {extension: 999, email: a@b.example}}\n"
    )
    (finding,) = found(more, hers="forwarding: {missed: post}")
    assert finding.object == "mailboxes.post"


def test_a_menu_that_leads_to_itself_is_an_island_of_one() -> None:
    (finding,) = found("auto_attendants:\n" + menu("s1", 402, "s1"))
    assert not finding.remarks
