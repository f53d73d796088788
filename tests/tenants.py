"""Random companies on a platform, and changes made to one as a platform would make them."""

from dataclasses import replace

from hypothesis import strategies as st

from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject

NAMES = st.sampled_from([f"{letter}@x.example" for letter in "abcdef"])
KINDS = st.sampled_from(["user", "hunt_group", "schedule"])
IDENTITIES = st.builds(Identity, KINDS, NAMES)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["", "209", "+31854879610", "é\n"]),
    lambda inner: st.lists(inner, max_size=2).map(tuple),
    max_leaves=3,
)
SETTINGS = st.dictionaries(st.sampled_from(["number", "extension", "members", "night_forwarding", "x.y"]), VALUES)
SECRETS = st.dictionaries(st.sampled_from(["password", "pin"]), st.sampled_from(["{{secret a}}", "{{secret b}}"]))


@st.composite
def objects(draw: st.DrawFn, identity: Identity, wanted: bool) -> TenantObject:
    """One object; what a plan wants may have secrets and a former name."""
    if not wanted:
        return TenantObject(identity, draw(SETTINGS))
    former = draw(st.none() | NAMES.map(lambda name: Identity(identity.kind, name)))
    return TenantObject(identity, draw(SETTINGS), secrets=draw(SECRETS), former=None if former == identity else former)


@st.composite
def tenants(draw: st.DrawFn, wanted: bool = False) -> Tenant:
    """A company of a few objects, some of which no plan can describe if it is a platform's."""
    identities = draw(st.lists(IDENTITIES, unique=True, max_size=6))
    found = {identity: draw(objects(identity, wanted)) for identity in identities}
    if wanted:
        return Tenant(found)
    others = {
        Identity("trunk", name): TenantObject(Identity("trunk", name), {}) for name in draw(st.sets(NAMES, max_size=2))
    }
    return Tenant(found | others, tuple(others))


def applied(changes: ChangeSet, platform: Tenant) -> Tenant:
    """What a platform holds after changes."""
    held = dict(platform.objects)
    for change in changes.changes:
        before = held.pop(change.before.identity).settings if change.before else {}
        if change.after is not None:
            new = (
                change.after.settings
                if change.before is None
                else {s.setting: s.new for s in change.settings if not s.concealed}
            )
            held[change.after.identity] = TenantObject(change.after.identity, {**before, **new})
    return replace(platform, objects=held)
