"""How a call ends, in one sentence for each end."""

from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.message import Message, say


def end_sentence(end: Node) -> Message:
    """What happens at the end of a call."""
    match end.key:
        case "busy_tone":
            return say("the caller hears a busy tone")
        case "not_in_use":
            return say("the number is not in use")
        case "rings_out":
            return say("it rings until the caller gives up")
        case "cut_off":
            return say("the call is cut off")
        case "goes_round":
            return say("the call is in a loop")
        case "too_many_redirections":
            return say("the call is redirected too often")
        case _:
            return _good_end(end)


def _good_end(end: Node) -> Message:
    match end.key:
        case "answered":
            return say("somebody answers")
        case "message":
            return say("a message can be left")
        case "announced":
            return say("the announcement is played")
        case "fax":
            return say("the fax is received")
        case "refused":
            return say("the call is refused")
        case "hung_up":
            return say("the menu hangs up")
        case _:
            return say("the call is handed over to the number outside")


def judged_end(end: Node) -> Message:
    """The same, and whether the caller is lost there."""
    return say("lost: {end}", end=end_sentence(end)) if end in LOST else end_sentence(end)
