"""User ids: their domain is the group's, and nobody else has them, in this group or in another."""

from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answer_checks import NOT_ALLOWED
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.parts.listings.user_list import NOT_FOUND
from nummerplan.targets.broadworks.preflight.preflight_context import ID_KINDS, PreflightContext


def check_ids(context: PreflightContext) -> ReadSteps[None]:
    """Ask for the group's domains, and for each id that is given out."""
    named = [found for found in context.named if found.identity.kind in ID_KINDS]
    if not named:
        return
    here = {
        identity.name.casefold(): identity
        for identity in (*context.platform.objects, *context.platform.untouched)
        if identity.kind in ID_KINDS
    }
    strangers = [found for found in named if found.identity.name.casefold() not in here]
    domains, *answers = yield [
        context.group_query("GroupDomainGetAssignedListRequest"),
        # Who may not be seen is there all the same.
        *(
            Query("UserGetRequest23V2", {"user_id": found.identity.name}, (NOT_FOUND, NOT_ALLOWED))
            for found in strangers
        ),
    ]
    if context.is_known(domains, say("the group's domains")):
        known = {name.casefold() for name in (*domains.all("domain"), *domains.all("groupDefaultDomain"))}
        for found in named:
            domain = found.identity.name.partition("@")[2]
            if domain.casefold() not in known:
                text = say(
                    "{name}: the domain {domain} is not assigned to the group; ask the operator to assign it",
                    name=found.identity.name,
                    domain=domain,
                )
                context.refuse(found.route, text)
    for found, answer in zip(strangers, answers, strict=True):
        if answer.error is None or answer.code == NOT_ALLOWED:
            group = answer.text("groupId") or "-"
            text = say(
                "{name} is somebody else's on the platform, in group {group}; give it another key or username",
                name=found.identity.name,
                group=group,
            )
            context.refuse(found.route, text)
    for found in named:
        other = here.get(found.identity.name.casefold())
        if other is not None and other.kind != found.identity.kind:
            text = say(
                "{name} is another object of the platform: {other}; give it another key, or delete the other first",
                name=found.identity.name,
                other=str(other),
            )
            context.refuse(found.route, text)
