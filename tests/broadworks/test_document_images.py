"""The commands that fill a company do what the plan says: read by code that shares nothing with what wrote them."""

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from broadworks_companies import company
from broadworks_plans import bench_of, case_of, site
from lxml import etree
from plan_of_fields.documents import TYPE, plan_of_documents

from nummerplan.compiler.translation.compare_image import Translation, translation_of
from nummerplan.model.artefact import Image
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.client.envelope import document


def plan(seed: int) -> LinkedPlan:
    """A random company; its people are called by their keys there."""
    return case_of(re.sub(r", username: persoon\d", "", company(seed, "zaak.example", "zaak")))


def documents(linked: LinkedPlan) -> list[bytes]:
    """What is sent for a plan, a command a document."""
    wanted = PROVISIONING.wanted(bench_of(linked), site()).tenant
    made = ChangeSet(tuple(Change("create", None, one) for one in wanted.objects.values()))
    return [document([one], release="R22") for one in PROVISIONING.operations(made, Tenant({}), site())]


def read(linked: LinkedPlan, sent: list[bytes]) -> Translation:
    losses = PROVISIONING.wanted(bench_of(linked), site()).losses
    return translation_of(linked, losses, Image(plan_of_documents(sent)))


def agree(seeds: range) -> None:
    for seed in seeds:
        linked = plan(seed)
        found = read(linked, documents(linked))
        assert found.unexplained == (), (seed, [f"{one.who}: {one.was} / {one.now}" for one in found.unexplained])


def test_documents_of_random_companies_do_what_the_plan_says() -> None:
    agree(range(12))


@pytest.mark.slow
def test_documents_of_many_random_companies_do_what_the_plan_says() -> None:
    agree(range(1000, 1300))


Commands = list[Any]
Mutation = Callable[[Commands], bool]
"""Writes commands otherwise, and says whether there were any to write otherwise."""


def of(commands: Commands, request: str) -> Iterator[Any]:
    return (command for command in commands if str(command.get(TYPE)).startswith(request))


def not_sent(request: str) -> Mutation:
    def mutate(commands: Commands) -> bool:
        gone = list(of(commands, request))[:1]
        for command in gone:
            commands.remove(command)
        return bool(gone)

    return mutate


def other(request: str, path: str, *texts: str) -> Mutation:
    """The first field at a path that has the first text, or any, gets the last."""

    def mutate(commands: Commands) -> bool:
        for command in of(commands, request):
            for field in command.iterfind(path):
                if field.text and (field.text == texts[0] or len(texts) == 1) and field.text != texts[-1]:
                    field.text = texts[-1]
                    return True
        return False

    return mutate


def without(request: str, path: str) -> Mutation:
    def mutate(commands: Commands) -> bool:
        for command in of(commands, request):
            if (field := command.find(path)) is not None:
                field.getparent().remove(field)
                return True
        return False

    return mutate


def swapped(request: str, path: str) -> Mutation:
    """The first two of several values change places."""

    def mutate(commands: Commands) -> bool:
        for command in of(commands, request):
            first, second, *_ = [*command.iterfind(path), None, None]
            if second is not None and first.text != second.text:
                first.text, second.text = second.text, first.text
                return True
        return False

    return mutate


GROUP, MENU, USER = "GroupHuntGroupAddInstance", "GroupAutoAttendantAddInstance", "UserAddRequest"
FORWARD, KEY = "UserCallForwarding{}Modify", "keyConfiguration/entry"
KEPT, SAID = "UserVoiceMessagingUserModifyVoiceManagement", "UserVoiceMessagingUserModifyGreeting"
RING, REJECTION = "UserSimultaneousRingPersonalModify", "UserSelectiveCallRejection"
NIGHT, DIALLED = "GroupGroupNightForwardingModify", "GroupOutgoingCallingPlanOriginating"
MUTANTS: dict[str, Mutation] = {
    "an overflow is not written": other(GROUP, "forwardAfterTimeout", "true", "false"),
    "an overflow leads elsewhere": other(GROUP, "forwardToPhoneNumber", "+31201111111"),
    "an overflow comes at another time": other(GROUP, "forwardTimeoutSeconds", "45", "40"),
    "members change places": swapped(GROUP, "agentUserId"),
    "a member is missing": without(GROUP, "agentUserId"),
    "another policy": other(GROUP, "policy", "Regular", "Simultaneous"),
    "the next member does not ring": other(GROUP, "huntAfterNoAnswer", "true", "false"),
    "the next member rings later": other(GROUP, "noAnswerNumberOfRings", "1", "3"),
    "busy members ring": other(GROUP, "allowCallWaitingForAgents", "false", "true"),
    "without telephones nothing happens": other(GROUP, "enableNotReachableForwarding", "true", "false"),
    "without telephones callers go elsewhere": other(GROUP, "notReachableForwardToPhoneNumber", "+31201111111"),
    "a group has another extension": other(GROUP, "serviceInstanceProfile/extension", "399"),
    "busy callers are not sent on": not_sent(FORWARD.format("Busy")),
    "always is not written": not_sent(FORWARD.format("Always")),
    "no answer is not written": not_sent(FORWARD.format("NoAnswer")),
    "no answer after other rings": other(FORWARD.format("NoAnswer"), "numberOfRings", "9"),
    "not reachable is not written": not_sent(FORWARD.format("NotReachable")),
    "a forward is switched off": other("UserCallForwarding", "isActive", "true", "false"),
    "a forward leads elsewhere": other("UserCallForwarding", "forwardToPhoneNumber", "+31201111111"),
    "the voicemail is off": other(KEPT, "isActive", "true", "false"),
    "the voicemail takes no busy calls": other(KEPT, "busyRedirectToVoiceMail", "true", "false"),
    "the voicemail takes every call": other(KEPT, "alwaysRedirectToVoiceMail", "false", "true"),
    "the voicemail takes calls later": other(SAID, "noAnswerNumberOfRings", "2", "7"),
    "the voicemail has another greeting": other(SAID, "busyPersonalAudioFile/name", "audio/drie.wav"),
    "a message can be left": other(SAID, "disableMessageDeposit", "true", "false"),
    "the greeting leads elsewhere": other(SAID, "greetingOnlyForwardDestination", "+31201111111"),
    "a user has no telephone": without(USER, "accessDeviceEndpoint"),
    "a user has another number": other(USER, "phoneNumber", "+31854879699"),
    "a waiting call does not ring": other("UserCallWaitingModify", "isActive", "true", "false"),
    "callers who hide their number are let in": not_sent("UserAnonymousCallRejection"),
    "a blocking rule is not active": not_sent(f"{REJECTION}ModifyActive"),
    "a blocking rule lacks a number": without(f"{REJECTION}AddCriteria", "fromDnCriteria/phoneNumber"),
    "a blocking rule holds at all hours": without(f"{REJECTION}AddCriteria", "timeSchedule"),
    "another number rings along": other(RING, "simultaneousRingNumberList/*/phoneNumber", "+31201111111"),
    "numbers ring along at all hours": without(RING, "criteriaActivation"),
    "a key leads elsewhere": other(MENU, f"businessHoursMenu/{KEY}/phoneNumber", "+31201111111"),
    "a key announces nothing": other(MENU, f".//{KEY}/action", "Transfer With Prompt", "Transfer Without Prompt"),
    "a menu plays another greeting": other(MENU, ".//audioFile/name", "audio/drie.wav"),
    "a menu waits longer": other(MENU, "firstDigitTimeoutSeconds", "10", "12"),
    "a menu has other hours": other(MENU, "businessHours/name", "kantoor", "Avond"),
    "extensions cannot be dialled": other(MENU, ".//enableFirstMenuLevelExtensionDialing", "true", "false"),
    "the night leads elsewhere": other(NIGHT, "forwardToPhoneNumber", "+31201111111"),
    "the night is off": other(NIGHT, "nightForwarding", "Auto On", "Off"),
    "the night has other hours": other(NIGHT, "businessHours/name", "kantoor", "Avond"),
    "the night knows no holidays": without(NIGHT, "holidaySchedule"),
    "somebody does not follow the night": not_sent("UserGroupNightForwardingModify"),
    "hours end earlier": other("GroupScheduleAddEvent", "endTime/hour", "17", "16"),
    "a day of the week is missing": other("GroupScheduleAddEvent", ".//friday", "true", "false"),
    "numbers abroad can be dialled": other(DIALLED, "groupPermissions/international", "Disallow", "Allow"),
    "others see another number": other("GroupCallProcessingModifyPolicy", "clidPolicy", "Use DN", "Use Group CLID"),
}
"""Ways in which the writing of commands could be wrong."""


def noticed(mutate: Mutation, seeds: range) -> bool:
    """Whether the plan that such documents carry out is not the plan, in one of some companies."""
    for seed in seeds:
        linked = plan(seed)
        root = etree.fromstring(b"<all/>")
        root.extend(command for text in documents(linked) for command in etree.fromstring(text).findall("command"))
        commands = list(root)
        if mutate(commands):
            for command in set(root) - set(commands):
                root.remove(command)
            if read(linked, [etree.tostring(root)]).unexplained:
                return True
    return False


def test_there_are_forty_mutants() -> None:
    assert len(MUTANTS) >= 40


@pytest.mark.parametrize("mutant", random.Random(7).sample(sorted(MUTANTS), 8))  # noqa: S311 - any eight
def test_commands_that_are_written_otherwise_are_noticed(mutant: str) -> None:
    assert noticed(MUTANTS[mutant], range(200, 300))


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS)
def test_every_mutant_is_noticed(mutant: str) -> None:
    assert noticed(MUTANTS[mutant], range(200, 400))
