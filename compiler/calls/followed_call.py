"""One call of a plan, described, followed, and put into words for programs."""

import json

from nummerplan.compiler.calls.describe_call import Description, describe, dialled_outside, moment_of
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.calls.outgoing_calls import Outgoing, outgoing_text
from nummerplan.compiler.text.trace_json import trace_fields, trace_json
from nummerplan.model.calls.call import Call, Caller, Trace
from nummerplan.model.calls.call_graph import OUTSIDE, REFUSED, Node
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.plan.users import User
from nummerplan.model.results import FollowedCall, parts_of


def followed_call(plan: LoadedPlan, description: Description) -> FollowedCall:
    """The call that a description means, to its end; a colleague may call a number outside.

    Raises `CallError` with what is wrong in the description, and `PlanError` for a plan that could not be read.
    """
    plan.must_be_usable()
    linked, document = plan.linked, plan.document
    if (dialled := dialled_outside(description.dial, description.caller, linked)) is not None:
        return _outgoing(*dialled, plan, description)
    trace = follow(describe(description, linked), linked)
    return FollowedCall(**parts_of(trace), json=lambda: trace_json(trace, linked, document))


def _outgoing(user: User, number: str, call: Outgoing, plan: LoadedPlan, description: Description) -> FollowedCall:
    moment = moment_of(description.at, plan.linked)
    about = Call(Node("outside", number), moment, Caller("internal", user=user.key))
    trace = Trace(about, (), OUTSIDE if call.allowed else REFUSED, 0)
    text = outgoing_text(user, number, call, plan.linked)

    def written() -> str:
        setting = {"setting": list(call.route), "place": str(plan.document.span(call.route))}
        shown = {"shows_number": call.shows_number, "shows_name": call.shows_name}
        more = {"allowed": call.allowed, **setting, **shown, "message": str(text)}
        fields = {"version": 1, **trace_fields(trace, plan.linked, plan.document), "outgoing": more}
        return json.dumps(fields, indent=2) + "\n"

    return FollowedCall(**parts_of(trace), outgoing=text, json=written)
