"""Recordings that a greeting has which the plan leaves as it is (`recorded`): they go with the greeting, not before."""

from collections.abc import Iterator

from nummerplan.model.deployment.tenant import Identity, Tenant


def kept_recordings(wanted: Tenant, platform: Tenant) -> Iterator[Identity]:
    """The recordings of settings that are not written."""
    after = {found.former or identity: found for identity, found in wanted.objects.items()} | dict(wanted.objects)
    for identity, here in platform.objects.items():
        if identity in after:
            left = (value for setting, value in here.settings.items() if setting not in after[identity].settings)
            named = (Identity("announcement", value) for value in left if isinstance(value, str))
            yield from (name for name in named if name in platform.objects and name not in wanted.objects)
