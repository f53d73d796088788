"""Blocking rules with ranges and patterns, as a caller meets them."""

from datetime import datetime

import pytest
from linked_plans import linked_plan

from nummerplan.compiler.calls.follow_call import follow
from nummerplan.model.calls.call import Call, Caller
from nummerplan.model.calls.call_graph import ANSWERED, REFUSED, Node

PLAN = """\
company: {{main_number: 088-7654000}}
numbers: [088-7654000]
users:
  anna:
    extension: 201
    number: 088-7654000
    devices: [{{model: yealink-t54w}}]
    blocked_callers: {{rules: [{{name: Ongewenst, numbers: [{0}]}}]}}
"""


@pytest.mark.parametrize(
    ("numbers", "caller", "refused"),
    [
        ("020-7654000..020-7654099", "+31207654050", True),
        ("020-7654000..020-7654099", "+31207654100", False),
        ("020-7654000 - 020-7654099", "+31207654099", True),
        ("020 - 765 40 00 t/m 020 - 765 40 99", "+31207654000", True),
        ("tel:+31207654050", "+31207654050", True),
        ("0032*", "+3225551200", True),
        ("0032*", "+31207654050", False),
        ("00*", "+3225551200", True),
        ("+*", "+4930123456", True),
        ("00*", "+31207654050", False),
    ],
)
def test_who_is_refused(numbers: str, caller: str, refused: bool) -> None:
    linked = linked_plan(PLAN.format(numbers))
    call = Call(Node("number", "+31887654000"), datetime(2026, 12, 1, 10), Caller("external", caller))
    assert follow(call, linked).end == (REFUSED if refused else ANSWERED)
