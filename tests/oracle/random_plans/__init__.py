"""Random plans, and random calls and call tests of a plan: the same seed gives the same."""

from oracle.random_plans.random_call_list import random_calls
from oracle.random_plans.random_document import random_plan
from oracle.random_plans.random_test_list import random_tests

__all__ = ["random_calls", "random_plan", "random_tests"]
