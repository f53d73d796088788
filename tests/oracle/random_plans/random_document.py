"""Texts of random plans that use all of the language: small, well formed as typed, and full of loops."""

from random import Random
from typing import Any

from oracle.random_plans.plan_text import plan_text
from oracle.random_plans.random_company import random_calendars, random_company, random_schedules
from oracle.random_plans.random_groups import random_attendants, random_groups, random_mailboxes
from oracle.random_plans.random_names import Names
from oracle.random_plans.random_people import random_mobiles, random_users
from oracle.random_plans.random_test_list import random_tests
from oracle.reading import company_of


def random_plan(seed: int, second_edition: bool = True, tests: int = 0, small: bool = False) -> str:
    """The text of one plan; the same seed gives the same text.

    Without `second_edition` it holds none of the keys that came with that edition (`dates`, `yearly`, `unmanaged`);
    `tests` is the number of its call tests; a `small` one has three people at most, and one group, menu and mailbox.
    """
    rng = Random(seed)
    names = Names.drawn(rng, second_edition, small)
    sections: dict[str, Any] = {
        "company": random_company(rng, names),
        "numbers": ["0887654001..0887654049"],
        "schedules": random_schedules(rng, names),
        "holidays": random_calendars(rng, names),
        "users": random_users(rng, names),
        "hunt_groups": random_groups(rng, names),
        "auto_attendants": random_attendants(rng, names),
        "mailboxes": random_mailboxes(rng, names),
        "mobile": {"subscriptions": random_mobiles(rng, names)},
    }
    if rng.random() < 0.2:
        sections["defaults"] = {"users": {"voicemail": {"rings": rng.randint(2, 6), "when": ["busy", "no_answer"]}}}
    if tests:
        sections["calls"] = random_tests(rng, company_of(sections), tests, second_edition)
    return plan_text(sections)
