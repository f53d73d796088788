"""What a filled company answers to a stranger's client is what the plan says: the image made a third way.

The documents of random companies go to the simulator, byte for byte. What it holds then is asked with another project's
client and written as a plan by code that shares nothing with the target; that plan has to explain itself.
"""

import logging
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from broadworks_live import bench, group_of, plan, platform, secret, silence, site
from broadworks_ocip import BroadworksAPI
from broadworks_plans import case_of
from broadworks_simulator import ADMINISTRATOR, Wire, port_of
from plan_of_fields.answers import plan_of_answers
from small_plans import small_plan

from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.translation.compare_image import Translation, translation_of
from nummerplan.model.artefact import Image
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.client.command import Contents
from nummerplan.targets.broadworks.client.envelope import document, split
from nummerplan.targets.broadworks.protocol.releases import RELEASES
from nummerplan.targets.broadworks.simulator.invocation import Invocation, commands

Alter = Callable[[str], str]
SEEDS = range(32)
"""Companies that are on one platform."""


def as_it_is(text: str) -> str:
    return text


class Client(BroadworksAPI):
    """The stranger's client; its platform may answer otherwise than it holds."""

    def __init__(self, address: str, alter: Alter = as_it_is) -> None:
        super().__init__(
            host="127.0.0.1",
            port=port_of(address),
            username=ADMINISTRATOR.user_id,
            password=ADMINISTRATOR.password,
            logger=logging.getLogger("library"),
        )
        self.alter = alter

    def decode_xml(self, xml: bytes) -> Any:
        return super().decode_xml(self.alter(xml.decode("iso-8859-1")).encode("iso-8859-1"))


def text_of(seed: int) -> str:
    """A random company; its people are called by their keys there, and no two by the same digits."""
    if seed % 2:
        text = small_plan(seed).replace("08548796", f"08548{seed:03d}")
        return re.sub(r"    extra_numbers: \['(20|91)\d'\]\n", "", text)
    return re.sub(r", username: persoon\d", "", plan(seed))


def place(seed: int, address: str = "tcp://127.0.0.1:9", release: str = "R25") -> Site:
    """Where it lives; some platforms have no transfer to voicemail."""
    found = site(address, seed, release)
    return found if seed % 3 else replace(found, settings={**found.settings, "voicemail_transfer": "none"})


def fill(seed: int, address: str, release: str = "R25") -> None:
    """Send the documents of a company, byte for byte; nothing may be refused."""
    where, work = place(seed, address, release), bench(text_of(seed))
    objects = PROVISIONING.wanted(work, where).tenant.objects.values()
    made = ChangeSet(tuple(Change("create", None, one) for one in objects))
    contents = Contents(NamedSecrets(secret), silence)
    with Wire(port_of(address), f"bedrijf {seed}") as wire:
        wire.log_in()
        for together in split(list(PROVISIONING.operations(made, Tenant({}), where))):
            replies = wire.raw(document(together, wire.session, release, contents))
            refused = [reply.summary for reply in replies if reply.type != "c:SuccessResponse"]
            assert refused == [], (seed, together)


def read(seed: int, library: Client) -> Translation:
    """The plan beside what a stranger's client is answered."""
    linked = case_of(text_of(seed))
    losses = PROVISIONING.wanted(bench(text_of(seed)), place(seed)).losses
    answered = plan_of_answers(library.command, "SP", group_of(seed))
    return translation_of(linked, losses, Image(answered))


def agree(seeds: Sequence[int], address: str) -> None:
    library, different = Client(address), 0
    for seed in seeds:
        found = read(seed, library)
        assert found.unexplained == (), (seed, [f"{one.who}: {one.was} / {one.now}" for one in found.unexplained])
        different += bool(found.differences)
    assert different >= len(seeds) / 4


@pytest.fixture(scope="module")
def filled() -> Iterator[str]:
    """The address of a platform with companies as their documents left them."""
    with platform(SEEDS) as address:
        for seed in SEEDS:
            fill(seed, address)
        yield address


def test_what_random_companies_answer_is_what_the_plan_says(filled: str) -> None:
    agree(SEEDS, filled)


@pytest.mark.slow
@pytest.mark.parametrize("release", RELEASES)
def test_what_many_random_companies_answer_is_what_the_plan_says(release: str) -> None:
    first = 100 + 40 * RELEASES.index(release)
    seeds = range(first, first + 40)
    with platform(seeds, release=release) as address:
        for seed in seeds:
            fill(seed, address, release)
        agree(seeds, address)


@pytest.mark.parametrize("reader", ["answers", "documents"])
def test_who_reads_shares_nothing_with_the_target(reader: str) -> None:
    code = f"import sys; sys.path.insert(0, 'tests'); import plan_of_fields.{reader}; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "nummerplan.model.plan.plan" in loaded
    assert "plan_of_fields.people" in loaded
    ours = {name.split(".")[1] for name in loaded if name.startswith("nummerplan.")}
    assert ours == {"model"}


def answered(response: str, pattern: str, new: str) -> Alter:
    """The first thing of a kind in answers of a name is another one."""
    return lambda text: re.sub(pattern, new, text, count=1, flags=re.S) if f'"{response}' in text else text


FORWARDED, VOICEMAIL = "UserCallForwarding", "UserVoiceMessagingUserGet"
ANSWERS: dict[str, Alter] = {
    "a user has another extension": answered("UserGetResponse", "<extension>201<", "<extension>299<"),
    "a user has no number": answered("UserGetResponse", "<phoneNumber>.*?</phoneNumber>", ""),
    "a user has no telephone": answered("UserGetResponse", "<accessDeviceEndpoint>.*</accessDeviceEndpoint>", ""),
    "a further number is missing": answered("UserAlternateNumbersGet", "<phoneNumber>.*?</phoneNumber>", ""),
    "a service is not assigned": answered(
        "UserServiceGetAssignment", "(Call Forwarding \\w+</col><col>)true", r"\1false"
    ),
    "a forward is off": answered(FORWARDED, "<isActive>true", "<isActive>false"),
    "a forward leads elsewhere": answered(FORWARDED, "(<forwardToPhoneNumber>)[^<]*", r"\g<1>+31201111111"),
    "no answer after other rings": answered(FORWARDED, "(<numberOfRings>)[^<]*", r"\g<1>11"),
    "a waiting call does not ring": answered("UserCallWaitingGet", "<isActive>true", "<isActive>false"),
    "hidden callers are let in": answered("UserAnonymousCallRejectionGet", "<isActive>true", "<isActive>false"),
    "a blocking rule is not active": answered("UserSelectiveCallRejectionGetCriteriaList", "<col>true", "<col>false"),
    "a blocking rule lacks a number": answered(
        "UserSelectiveCallRejectionGetCriteriaResponse", "<phoneNumber>.*?</phoneNumber>", ""
    ),
    "a blocking rule has no hours": answered(
        "UserSelectiveCallRejectionGetCriteriaResponse", "<timeSchedule>.*</timeSchedule>", ""
    ),
    "another number rings along": answered("UserSimultaneousRing", "(<phoneNumber>)[^<]*", r"\g<1>+31201111111"),
    "the voicemail is off": answered(f"{VOICEMAIL}Voice", "<isActive>true", "<isActive>false"),
    "the voicemail takes no busy calls": answered(f"{VOICEMAIL}Voice", "(<busyRedirectToVoiceMail>)true", r"\1false"),
    "the voicemail has no greeting": answered(f"{VOICEMAIL}Greeting", "(Selection>)Personal", r"\1Default"),
    "a message can be left": answered(f"{VOICEMAIL}Greeting", "(<disableMessageDeposit>)true", r"\1false"),
    "members change places": answered("GroupHuntGroupGet", "(<row>.*?</row>)(<row>.*?</row>)", r"\2\1"),
    "a member is missing": answered("GroupHuntGroupGetInstanceResponse", "<row>.*?</row>", ""),
    "an overflow is off": answered("GroupHuntGroupGet", "(<forwardAfterTimeout>)true", r"\1false"),
    "a group hunts otherwise": answered("GroupHuntGroupGet", "<policy>Regular", "<policy>Simultaneous"),
    "a key leads elsewhere": answered(
        "GroupAutoAttendantGet", "(<phoneNumber>)[^<]*(</phoneNumber></entry>)", r"\g<1>202\2"
    ),
    "a menu has other hours": answered("GroupAutoAttendantGet", "<name>kantoor<", "<name>Avond<"),
    "a menu plays its own greeting": answered("GroupAutoAttendantGet", "(Selection>)Personal", r"\1Default"),
    "the night is off": answered("GroupGroupNightForwardingGet", "<nightForwarding>[^<]*", "<nightForwarding>Off"),
    "the night knows no holidays": answered("GroupGroupNight", "<holidaySchedule>.*</holidaySchedule>", ""),
    "somebody does not follow the night": answered(
        "UserGroupNight", "<nightForwarding>Use Group", "<nightForwarding>Off"
    ),
    "hours end earlier": answered("GroupScheduleGetEventResponse", "(<endTime><hour>)17", r"\g<1>16"),
    "numbers abroad can be dialled": answered(
        "GroupOutgoingCallingPlanOriginating", "(<international>)Disallow", r"\1Allow"
    ),
    "others see another number": answered("GroupCallProcessingGet", "(<clidPolicy>)Use DN", r"\1Use Group CLID"),
}
"""Ways in which a platform could answer otherwise than the documents said."""


def other_answers_are_noticed(name: str, address: str) -> bool:
    library = Client(address, ANSWERS[name])
    return any(read(seed, library).unexplained for seed in SEEDS)


@pytest.mark.parametrize("name", random.Random(5).sample(sorted(ANSWERS), 6))  # noqa: S311 - any six
def test_other_answers_are_noticed(name: str, filled: str) -> None:
    assert other_answers_are_noticed(name, filled)


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS)
def test_all_other_answers_are_noticed(name: str, filled: str) -> None:
    assert other_answers_are_noticed(name, filled)


Fields = dict[str, Any]


def kept(name: str, value: Any) -> Callable[[Fields], Fields]:
    """A field that was sent is kept as something else."""
    return lambda fields: fields | {name: value} if fields.get(name) not in (None, value) else fields


def switched_off(fields: Fields) -> Fields:
    return fields | {"criteriaActivation": [one | {"isActive": False} for one in fields["criteriaActivation"]]}


def backwards(name: str) -> Callable[[Fields], Fields]:
    return lambda fields: fields | {name: fields[name][::-1]} if name in fields else fields


STORED: dict[str, tuple[str, Callable[[Fields], Fields]]] = {
    "members are kept backwards": ("GroupHuntGroupAddInstanceRequest20", backwards("agentUserId")),
    "the time of an overflow is rounded": ("GroupHuntGroupAddInstanceRequest20", kept("forwardTimeoutSeconds", 60)),
    "rings are kept as they usually are": ("UserCallForwardingNoAnswerModifyRequest", kept("numberOfRings", 3)),
    "a forward is kept switched off": ("UserCallForwardingBusyModifyRequest", kept("isActive", False)),
    "a menu always waits as long": ("GroupAutoAttendantAddInstanceRequest20", kept("firstDigitTimeoutSeconds", 20)),
    "a menu forgets its hours": ("GroupAutoAttendantAddInstanceRequest20", kept("businessHours", None)),
    "who follows the night is not kept": (
        "UserGroupNightForwardingModifyRequest",
        kept("nightForwarding", "Use Group"),
    ),
    "a rule forgets its hours": ("UserSelectiveCallRejectionAddCriteriaRequest16", kept("timeSchedule", None)),
    "rules stay switched off": (
        "UserSelectiveCallRejectionModifyActiveCriteriaListRequest",
        switched_off,
    ),
    "what a greeting says is not kept": (
        "UserVoiceMessagingUserModifyGreetingRequest20",
        kept("noAnswerNumberOfRings", 3),
    ),
}
"""Ways in which the platform could keep something else than what it was sent, without a word about it."""


def kept_wrong_is_noticed(name: str, seeds: Sequence[int]) -> bool:
    request, alter = STORED[name]
    right = commands()[request]

    def wrong(call: Invocation) -> Any:
        return right.run(replace(call, fields=alter(dict(call.fields))))

    with pytest.MonkeyPatch.context() as patch, platform(seeds) as address:
        patch.setitem(commands(), request, replace(right, run=wrong))
        library = Client(address)
        for seed in seeds:
            fill(seed, address)
            if read(seed, library).unexplained:
                return True
    return False


@pytest.mark.parametrize("name", random.Random(3).sample(sorted(STORED), 4))  # noqa: S311 - any four
def test_what_is_kept_otherwise_is_noticed(name: str) -> None:
    assert kept_wrong_is_noticed(name, range(30, 50))


@pytest.mark.slow
@pytest.mark.parametrize("name", STORED)
def test_whatever_is_kept_otherwise_is_noticed(name: str) -> None:
    assert kept_wrong_is_noticed(name, range(30, 90))
