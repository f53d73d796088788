"""Every call that shows a finding, replayed by an engine that shares no code with the product: it ends as claimed."""

from collections.abc import Iterator

import pytest
from oracle import read_company
from oracle.random_plans import random_plan
from second_opinion import START, witness_end

from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts


def disagreements(seed: int) -> Iterator[str]:
    text = random_plan(seed)
    company, checked = read_company(text), check_texts("plan.yaml", [(None, "plan.yaml", text)], START, Selection())
    for finding in checked.findings:
        if (witness := finding.witness) is not None:
            end = witness_end(witness.call, checked.linked, company)
            if end != witness.end.key:
                yield f"seed {seed}, {finding.rule}: {witness.call} ends as {end}, not as {witness.end.key}"


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_every_witness_ends_as_claimed(first: int) -> None:
    assert [text for seed in range(first, first + 15) for text in disagreements(seed)] == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(60, 1060, 100))
def test_every_witness_ends_as_claimed_in_many_plans(first: int) -> None:
    assert [text for seed in range(first, first + 100) for text in disagreements(seed)] == []
