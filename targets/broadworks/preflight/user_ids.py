"""User ids: their domain is the group's, and nobody else has them, in this group or in another."""

from collections.abc import Iterable, Iterator

from nummerplan.model.deployment.tenant import TenantObject
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answer_checks import NOT_ALLOWED
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.queries import Answer, Query
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
        # Groups and menus have such ids too: this is answered of them as well, and who may not be seen is there.
        *_of_each("UserAssignedServicesGetListRequest", strangers),
    ]
    there = [
        found for found, answer in zip(strangers, answers, strict=True) if answer.error is None or _is_hidden(answer)
    ]
    holders = yield [*_of_each("UserGetRequest23V2", there)]
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
    for found, holder in zip(there, holders, strict=True):
        text = say(
            "{name} is somebody else's on the platform, in group {group}; give it another key or username",
            name=found.identity.name,
            group=holder.text("groupId") or "-",
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


def _of_each(request: str, strangers: Iterable[TenantObject]) -> Iterator[Query]:
    return (Query(request, {"user_id": found.identity.name}, (NOT_FOUND, NOT_ALLOWED)) for found in strangers)


def _is_hidden(answer: Answer) -> bool:
    return answer.code == NOT_ALLOWED
