"""A company on its platform, and a stranger with a client of his own who sets things there by hand."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from broadworks_live import bench, deploy, differences
from broadworks_ocip.api import BroadworksAPI
from broadworks_ocip.types import CriteriaActivation, MusicOnHoldSourceModify22, SelectiveCallRejectionCriteriaCallType
from broadworks_plans import ONE_OF_EACH
from broadworks_simulator import ADMINISTRATOR, port_of

from nummerplan.model.deployment.platform import Connection, Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection
from nummerplan.targets.broadworks.simulator.seed import TenantSeed
from nummerplan.targets.broadworks.simulator.serving import Ports, Serving, serving

FAX = "fax: {kind: fax, extension: 998, email: fax@zaak.example}"
TEXT = ONE_OF_EACH.replace(
    "copy_to: archief@zaak.example}}\nusers",
    f"copy_to: archief@zaak.example, greeting: audio/post.wav}}, {FAX}}}\nusers",
)
TEXT = TEXT.replace("when: [no_answer]\n", "when: [no_answer]\n      greetings: {busy: audio/ander.wav}\n")
TEXT = TEXT.replace("09:00-17:00}}", "09:00-17:00}, avond: {daily: 18:00-20:00}}")
TEXT = TEXT.replace("Bevrijdingsdag}}}", "Bevrijdingsdag}}, kerst: {dates: {2027-12-25: Kerst}}}")
SENT_ON = ("Call Forwarding Always", "Call Forwarding Not Reachable")
REFUSED = ("Anonymous Call Rejection", "Selective Call Rejection")
SERVICES = {
    "anna@zaak.example": ("Do Not Disturb",),
    "post@zaak.example": (*SENT_ON, *REFUSED),
    "verkoop@zaak.example": ("Alternate Numbers", *SENT_ON, *REFUSED),
    "menu@zaak.example": ("Alternate Numbers", *SENT_ON, *REFUSED),
}
"""What the stranger has assigned to have something to set; that alone is no change."""
RULE = "+31201234567"
ACTIVATE = "UserSelectiveCallRejectionModifyActiveCriteriaListRequest"
ANYBODY = SelectiveCallRejectionCriteriaCallType(
    from_dn_criteria_selection="Any", include_anonymous_callers=True, include_unavailable_callers=True
)
"""A rule that refuses everybody; it is not in force yet."""
MUSIC = {
    "service_provider_id": "SP",
    "group_id": "zaak",
    **dict.fromkeys(
        ("is_active_during_call_hold", "is_active_during_call_park", "is_active_during_busy_camp_on"), True
    ),
    "source": MusicOnHoldSourceModify22(message_source_selection="System"),
}


class Live(NamedTuple):
    """The company on its platform, a stranger's client, and a copy of the platform to go back to."""

    served: Serving
    library: BroadworksAPI
    connection: Connection
    wanted: Tenant
    where: Site
    copy: sqlite3.Connection

    def put_back(self) -> None:
        with self.served.store.lock:
            self.copy.backup(self.served.store.database)


@contextmanager
def company_on_its_platform(folder: Path) -> Iterator[Live]:
    """One of everything; the library speaks as whoever has a portal or a script of his own."""
    seed = TenantSeed("SP", "zaak", ("zaak.example",), ("+31854879610..+31854879619",))
    state = {"XDG_STATE_HOME": str(folder)}
    with patch.dict(os.environ, state), serving(Ports(), [seed], ADMINISTRATOR, FaultInjection()) as served:
        settings = {"kind": "broadworks", "address": served.addresses[0], "user": ADMINISTRATOR.user_id}
        where = Site("hosted", "broadworks", settings | {"password": "platforms/hosted"}, "SP", "zaak", "zaak.example")
        work = bench(TEXT)
        wanted = PROVISIONING.wanted(work, where).tenant
        with PROVISIONING.connect(where, work.secrets, work.telephone_audio) as connection:
            deploy(connection, wanted, where)
            assert not differences(connection.read(wanted), wanted)
            library = BroadworksAPI(
                host="127.0.0.1",
                port=port_of(served.addresses[0]),
                username=ADMINISTRATOR.user_id,
                password=ADMINISTRATOR.password,
                logger=logging.getLogger("library"),
            )
            # What is stored as it is without a word of it is no change: music plays, and comes from the platform.
            library.command("GroupMusicOnHoldModifyInstanceRequest22", **MUSIC)
            for name, services in SERVICES.items():
                library.command("UserServiceAssignListRequest", user_id=name, service_name=[*services])
                if set(REFUSED) <= {*services}:
                    # A switch that is off already, with a number, is no change either.
                    for forward in ("Always", "NotReachable"):
                        fields = {"is_active": False, "forward_to_phone_number": "0612345678"}
                        library.command(f"UserCallForwarding{forward}ModifyRequest", user_id=name, **fields)
                    library.command("UserAnonymousCallRejectionModifyRequest", user_id=name, is_active=False)
                    rule = {"criteria_name": RULE, "from_dn_criteria": ANYBODY, "blacklisted": True}
                    library.command("UserSelectiveCallRejectionAddCriteriaRequest16", user_id=name, **rule)
                    off = [CriteriaActivation(criteria_name=RULE, is_active=False)]
                    library.command(ACTIVATE, user_id=name, criteria_activation=off)
            assert not differences(connection.read(wanted), wanted)
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            with served.store.lock:
                served.store.database.backup(copy)
            yield Live(served, library, connection, wanted, where, copy)
