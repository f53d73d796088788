"""What a deployment leaves to be remembered when everything is as the plan wants it."""

from collections.abc import Collection, Iterable

from nummerplan.compiler.deployment.planning.manual_switches import SWITCHES
from nummerplan.compiler.deployment.records.secret_fingerprints import SecretFingerprints
from nummerplan.compiler.deployment.records.journal import Journal
from nummerplan.model.deployment.deployment import SecretFingerprint, ManualSwitch
from nummerplan.model.deployment.tenant import TenantObject


def record_state(
    journal: Journal, objects: Iterable[TenantObject], marks: SecretFingerprints, overrides: Collection[ManualSwitch] = ()
) -> None:
    """Remember objects that are as wanted: that they were seen to, their secrets, and how their switches were left.

    A secret that an object had before anybody here saw to it is taken to be what the plan says: should the plan's be
    another one day, it is written. Switches that people set by hand are not taken over.
    """
    memory = journal.memory()
    by_hand = {(override.identity, override.setting) for override in overrides}
    found = list(objects)
    secrets = ((item.identity, name, reference) for item in found for name, reference in item.secrets.items())
    journal.remember(
        [item.identity for item in found if item.identity not in memory.known],
        {
            (identity, name): SecretFingerprint(marks.mark(reference), reference)
            for identity, name, reference in secrets
            if (identity, name) not in memory.fingerprints
        },
        {
            (item.identity, name): item.settings[name]
            for item in found
            for name in SWITCHES
            if name in item.settings and (item.identity, name) not in by_hand
        },
    )
