"""How a call ends, in one sentence for each end."""

from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.message import Message, say

_ENDS = {
    "answered": say("somebody answers"),
    "message": say("a message can be left"),
    "announced": say("the announcement is played"),
    "fax": say("the fax is received"),
    "outside": say("the call is handed over to the number outside"),
    "mobile_voicemail": say("a voicemail that is not the company's takes the call"),
    "refused": say("the call is refused"),
    "hung_up": say("the menu hangs up"),
    "busy_by_name": say("the caller hears the busy tone that the plan asks for"),
    "busy_tone": say("the caller hears a busy tone"),
    "not_in_use": say("the number is not in use"),
    "gives_up": say("it rings until the caller gives up"),
    "cut_off": say("the call is cut off"),
    "loop": say("the call is in a loop"),
    "too_many_redirections": say("the call is redirected too often"),
}

_GROUPS = {
    "kept": say("the company has the call"),
    "wanted": say("the call ends as the plan wants it"),
    "handed_over": say("the call is handed over"),
    "lost": say("the caller is lost"),
    "not_lost": say("the caller is not lost"),
}


def end_group_sentence(group: str) -> Message | None:
    """What it means that a call ends in a group: `kept`, `handed_over`, `not_lost`; None for another word."""
    return _GROUPS.get(group)


def end_sentence(end: Node) -> Message:
    """What happens at the end of a call."""
    return _ENDS[end.key]


def judged_end(end: Node) -> Message:
    """The same, and whether the caller is lost there."""
    return say("lost: {end}", end=end_sentence(end)) if end in LOST else end_sentence(end)
