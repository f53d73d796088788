"""Everything that a platform holds of a company, kind by kind."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.targets.broadworks.client.answer_checks import expect_answer
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query
from nummerplan.targets.broadworks.object_kind.phone_numbers import country_code, is_dialled, normal
from nummerplan.targets.broadworks.objects import all_kinds
from nummerplan.targets.broadworks.parts.hand_set_permissions import with_permissions
from nummerplan.targets.broadworks.tenant.plan_keys import describable

NamesToRead = Callable[[str], Collection[str] | None]
"""The names to read of a kind; None is all of them."""

_DESTINATIONS = ("to", "then", "not_reachable", "when_busy", "keys", "numbers")
"""What settings end in that hold what is dialled."""

_LISTS = frozenset({"UserGetListInGroupRequest", "GroupServiceGetAuthorizationListRequest"})
"""Lists that several kinds ask for: each is read once."""


def read_tenant(ask: Ask, site: Site, names: NamesToRead, wanted: Tenant | None = None) -> Tenant:
    """The objects of these names. What `wanted` knows by the same identity gets its key from there.

    A destination that somebody wrote as people of the country dial it is given in E.164 form.
    """
    asking = _Asking(ask)
    objects: dict[Identity, TenantObject] = {}
    untouched: list[Identity] = []
    for kind in all_kinds().values():
        asked = names(kind.name)
        for found in kind.read(asking, site, asked) if asked is None or asked else ():
            if isinstance(found, Identity):
                untouched.append(found)
            elif describable(found.identity, site) or (wanted is not None and found.identity in wanted.objects):
                objects[found.identity] = found
            else:
                untouched.append(found.identity)
    objects |= with_permissions(asking, site, objects.values())
    known = wanted.objects if wanted is not None else {}
    dialled = _Dialled(_country_code(known) or _country_code(objects))
    for identity, one in objects.items():
        key = known[identity].key if identity in known else ""
        objects[identity] = replace(one, key=key, settings=dialled.settled(one.settings))
    return Tenant(objects, tuple(untouched))


class _Asking:
    """Sends queries, and takes no refusal for an answer; lists that several kinds want are read once."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[str, Answer] = {}

    def __call__(self, queries: Sequence[Query]) -> Sequence[Answer]:
        if len(queries) == 1 and (request := queries[0].request) in _LISTS:
            if request not in self._known:
                (self._known[request],) = self._certain(queries)
            return [self._known[request]]
        return self._certain(queries)

    def _certain(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """The answers. Raises `PlatformError` for a refusal: taken for "nothing there", it would have objects made."""
        answers = self._ask(queries)
        for query, answer in zip(queries, answers, strict=True):
            expect_answer(query, answer)
        return answers


def _country_code(objects: Mapping[Identity, TenantObject]) -> str:
    """The country code of the company's number, as `+31`; nothing where it has none."""
    numbers = (one.settings.get("main_number") for one in objects.values() if one.identity.kind == "company")
    number = next(numbers, None)
    return country_code(number) if isinstance(number, str) else ""


class _Dialled(NamedTuple):
    """Brings what is dialled into the form that plans have."""

    country_code: str

    def settled(self, settings: Mapping[str, Value]) -> Mapping[str, Value]:
        """Settings of which all destinations have one form."""
        changed: dict[str, Any] = {
            name: self._one(value) for name, value in settings.items() if value and is_dialled(name)
        }
        return {**settings, **changed} if changed else settings

    def _one(self, value: Value) -> Value:
        if isinstance(value, tuple):
            return tuple(self._row(one) if isinstance(one, tuple) else self._one(one) for one in value)
        if not isinstance(value, str) or value[:1] not in "+0":
            return value
        return normal(value, self.country_code) or value

    def _row(self, row: tuple[Value, ...]) -> Value:
        """A key of a menu: what it leads to stands third, before the label."""
        return (*row[:2], *map(self._one, row[2:3]), *row[3:])
