"""A second, independent engine for telephone plans: it says what happens to a call, from the specification alone."""

from oracle.calls import Call, Outcome, follow
from oracle.every_call import Proof, Verdict, prove
from oracle.promises import Judgement, judge, judge_all
from oracle.reading import read_company

__all__ = ["Call", "Judgement", "Outcome", "Proof", "Verdict", "follow", "judge", "judge_all", "prove", "read_company"]
