"""Calling plans of the group, and of objects without a person, that somebody set by hand: whom they refuse or let call.

No plan has words for them, and they are left alone: what such an object does to callers is not known then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from nummerplan.model.deployment.platform import PlatformError, Site
from nummerplan.model.deployment.tenant import Identity, TenantObject
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query
from nummerplan.targets.broadworks.parts.listings.group_services import INCOMING, OUTGOING, group_services
from nummerplan.targets.broadworks.parts.user_services import services_of

PERMISSIONS = "permissions_by_hand"
"""The setting that says whether there is one; no plan has it, so it is never compared."""
_WITHOUT_A_PERSON = ("hunt_group", "auto_attendant", "mailbox", "fax")
_GROUP, _OWN = "GroupIncomingCallingPlanGetListRequest", "UserIncomingCallingPlanGetRequest"
_QUIET = "UserDoNotDisturbGetRequest"
"""Of a person it is how he is at the moment; an object without one lets nobody in."""
_ORIGINATING, _REDIRECTING = (f"UserOutgoingCallingPlan{word}GetRequest" for word in ("Originating", "Redirecting"))
_OUT = {"hunt_group": (_REDIRECTING,), "auto_attendant": (_ORIGINATING, _REDIRECTING)}
"""A group passes calls on, and a menu connects them too; a box does neither."""


def with_permissions(ask: Ask, site: Site, objects: Iterable[TenantObject]) -> Mapping[Identity, TenantObject]:
    """These objects, with what is set of them; a service that the group does not have is not asked for."""
    found = {one.identity: one for one in objects if one.identity.kind in ("company", *_WITHOUT_A_PERSON)}
    has = group_services(ask, site) if found else ()
    group = {"service_provider_id": site.service_provider, "group_id": site.group}
    asked: list[tuple[Identity, Query]] = []
    for identity, one in found.items():
        if identity.kind != "company":
            quiet = (_QUIET,) if "Do Not Disturb" in services_of(one) else ()
            own = ((_OWN,) if INCOMING in has else ()) + (_OUT.get(identity.kind, ()) if OUTGOING in has else ())
            asked += [(identity, Query(request, {"user_id": identity.name})) for request in (*own, *quiet)]
        elif INCOMING in has:
            asked.append((identity, Query(_GROUP, group)))
    answers = ask([query for _, query in asked]) if asked else ()
    odd = {whose for (whose, query), answer in zip(asked, answers, strict=True) if _is_odd(query.request, answer)}
    return {name: replace(one, settings={**one.settings, PERMISSIONS: name in odd}) for name, one in found.items()}


def _is_odd(request: str, answer: Answer) -> bool:
    if request == _GROUP:
        return any(map(_refuses, (_part(answer, "groupPermissions"), *answer.parts("departmentPermissions"))))
    if request == _QUIET:
        return answer.flag("isActive")
    # Whoever has an own plan for calls out differs from the company in either direction.
    return answer.flag("useCustomSettings") and (request != _OWN or _refuses(_part(answer, "userPermissions")))


def _part(answer: Answer, name: str) -> Answer:
    part = answer.first(name)
    if part is None:
        raise PlatformError(say("the platform's answer has no {table}", table=name))
    return part


def _refuses(plan: Answer) -> bool:
    patterns = any(not one.flag("allow") for one in plan.parts("digitPatternPermission"))
    return patterns or not plan.flag("allowFromWithinGroup") or plan.text("allowFromOutsideGroup") != "Allow"
