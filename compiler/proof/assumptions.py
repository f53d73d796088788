"""What a proof takes for granted: the figures of a company, and where `docs/semantics.md` had to choose (A)."""

from collections.abc import Iterator

from nummerplan.compiler.calls.directory_dialling import PAUSE
from nummerplan.compiler.calls.keyboard import MENU_TRIES
from nummerplan.compiler.calls.situations import horizon
from nummerplan.compiler.linking import MOBILE_RING_TIME, SECONDS_A_RING
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import Assumption
from nummerplan.model.message import say
from nummerplan.model.plan.plan import Plan


def assumptions(linked: LinkedPlan) -> tuple[Assumption, ...]:
    """Everything that the proof of a plan rests on, in the order of `docs/semantics.md`."""
    return (*_figures(linked), *_choices(), *_beyond_the_plan(), *_unmanaged(linked.plan))


def _figures(linked: LinkedPlan) -> Iterator[Assumption]:
    """How far it looks, and what the company gives."""
    company = linked.plan.company
    first, last = horizon(linked)
    limit, most = company.ring_limit, company.max_redirections
    yield Assumption("from", say("it holds from {day} on", day=first.isoformat()), first.isoformat())
    yield Assumption(
        "until", say("it holds until {day}, that day not included", day=last.isoformat()), last.isoformat()
    )
    yield Assumption("time_zone", say("times are those of {zone}", zone=company.time_zone), company.time_zone)
    yield Assumption("ring_seconds", say("a ring is {seconds} s", seconds=SECONDS_A_RING), SECONDS_A_RING)
    unanswered = say(
        "a call that has been unanswered for {seconds} s is ended by the caller's network, or by his patience",
        seconds=limit,
    )
    yield Assumption("ring_limit_seconds", unanswered, limit)
    yield Assumption("max_redirections", say("a call is sent on {count} times at most", count=most), most)


def _choices() -> Iterator[Assumption]:
    """What platforms leave open, each marked (A)."""
    yield Assumption("arrival", say("a call keeps the situation of its arrival, also when it waits past closing time"))
    yield Assumption("colleagues", say("a list of blocked callers never refuses a colleague"))
    yield Assumption("equal_rings", say("with equal rings forwarding comes before voicemail"))
    yield Assumption(
        "ring_along_forwarding",
        say(
            "where forwarding of an own mobile that rings along would take the call, neither it nor its voicemail does"
        ),
    )
    along = say(
        "the network's voicemail of an own mobile that rings along takes the call at once, or after {seconds} s",
        seconds=MOBILE_RING_TIME,
    )
    yield Assumption("ring_along_voicemail_seconds", along, MOBILE_RING_TIME)
    yield Assumption("group_members", say("a group rings the telephones of its members and uses nothing else of them"))
    tries = say("after {count} keys that a menu does not have it goes on as if none was pressed", count=MENU_TRIES)
    yield Assumption("menu_tries", tries, MENU_TRIES)
    pause = say("what is dialled in a menu is complete at hash, or after {seconds} s", seconds=PAUSE)
    yield Assumption("dialling_seconds", pause, PAUSE)
    yield Assumption(
        "first_of_several_names",
        say("of several people whose names begin with the same letters trace takes the first, the proof each"),
    )
    yield Assumption(
        "mobile_ring_seconds", say("an own mobile rings for {seconds} s", seconds=MOBILE_RING_TIME), MOBILE_RING_TIME
    )
    yield Assumption(
        "mobile_bars", say("a mobile network forwards no call to a number that the subscription may not call")
    )
    yield Assumption(
        "mobile_voicemail",
        say("a mobile without business voicemail has a voicemail of its network, which is not the company's"),
    )


def _beyond_the_plan() -> Iterator[Assumption]:
    """What no plan says."""
    yield Assumption("lines", say("calls at the same time are not limited by lines or licences"))
    yield Assumption("mailboxes", say("a mailbox is never full"))
    yield Assumption("answered_calls", say("a call that a person has taken has ended well"))
    yield Assumption("by_hand", say("what people switch by hand is as the plan has it"))
    yield Assumption("people", say("how a person is does not change during a call, and does not depend on others"))
    yield Assumption("outside", say("what happens to a call at a number outside is not looked at"))


def _unmanaged(plan: Plan) -> Iterator[Assumption]:
    """Settings that stay the platform's: the plan is looked at without them."""
    for key, name in plan.unmanaged():
        setting = f"{key}.{name}"
        yield Assumption("unmanaged", say("what the platform does at {setting} is not known", setting=setting), setting)
