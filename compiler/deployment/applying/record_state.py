"""What a deployment leaves in the journal when everything is as the plan wants it."""

from collections.abc import Collection, Iterable

from nummerplan.compiler.deployment.planning.manual_switches import SWITCHES
from nummerplan.compiler.deployment.records.journal import Journal
from nummerplan.compiler.deployment.records.secret_fingerprints import SecretFingerprints
from nummerplan.model.deployment.deployment import ManualSwitch, SecretFingerprint
from nummerplan.model.deployment.tenant import TenantObject


def record_state(
    journal: Journal,
    objects: Iterable[TenantObject],
    fingerprints: SecretFingerprints,
    by_hand: Collection[ManualSwitch] = (),
) -> None:
    """Record objects that are as wanted: that they were deployed, their secrets, and how their switches were left.

    A secret that an object had before its first deployment is taken to be what the plan says: when the plan names
    another one later, it is written. Switches that people set `by_hand` are not recorded as ours.
    """
    memory = journal.memory()
    manual = {(switch.identity, switch.setting) for switch in by_hand}
    found = list(objects)
    secrets = ((item.identity, name, reference) for item in found for name, reference in item.secrets.items())
    journal.remember(
        [item.identity for item in found if item.identity not in memory.known],
        {
            (identity, name): SecretFingerprint(fingerprints.digest(reference), reference)
            for identity, name, reference in secrets
            if (identity, name) not in memory.fingerprints
        },
        {
            (item.identity, name): item.settings[name]
            for item in found
            for name in SWITCHES
            if name in item.settings and (item.identity, name) not in manual
        },
    )
