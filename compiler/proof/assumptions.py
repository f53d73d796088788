"""What a proof takes for granted: the figures of a company, and where `docs/semantics.md` had to choose (A)."""

from nummerplan.compiler.calls.keyboard import MENU_TRIES
from nummerplan.compiler.calls.situations import horizon
from nummerplan.compiler.linking import MOBILE_RING_TIME, SECONDS_A_RING
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import Assumption
from nummerplan.model.message import say


def assumptions(linked: LinkedPlan) -> tuple[Assumption, ...]:
    """Everything that the proof of a plan rests on, in the order of `docs/semantics.md`."""
    company = linked.plan.company
    first, last = horizon(linked)
    limit, most = company.ring_limit, company.max_redirections
    return (
        Assumption("from", say("it holds from {day} on", day=first.isoformat()), first.isoformat()),
        Assumption("until", say("it holds until {day}, that day not included", day=last.isoformat()), last.isoformat()),
        Assumption("time_zone", say("times are those of {zone}", zone=company.time_zone), company.time_zone),
        Assumption("ring_seconds", say("a ring is {seconds} s", seconds=SECONDS_A_RING), SECONDS_A_RING),
        Assumption(
            "ring_limit_seconds", say("the network ends a ringing call after {seconds} s", seconds=limit), limit
        ),
        Assumption("max_redirections", say("a call is sent on {count} times at most", count=most), most),
        Assumption("arrival", say("a call keeps the situation of its arrival, also when it waits past closing time")),
        Assumption("people", say("how a person is does not change during a call, and does not depend on others")),
        Assumption("colleagues", say("a list of blocked callers never refuses a colleague")),
        Assumption("equal_rings", say("with equal rings forwarding comes before voicemail")),
        Assumption("group_members", say("a group rings the telephones of its members and uses nothing else of them")),
        Assumption(
            "menu_tries",
            say("after {count} keys that a menu does not have it goes on as if none was pressed", count=MENU_TRIES),
            MENU_TRIES,
        ),
        Assumption("dialling", say("an extension or a name that nobody has is a key that the menu does not have")),
        Assumption(
            "mobile_ring_seconds",
            say("an own mobile rings for {seconds} s", seconds=MOBILE_RING_TIME),
            MOBILE_RING_TIME,
        ),
        Assumption("outside", say("what happens to a call at a number outside is not looked at")),
    )
