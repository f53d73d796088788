"""The BroadWorks simulator for tests: in a process of its own, or in this one, always over real sockets."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection
from nummerplan.targets.broadworks.simulator.seed import TenantSeed
from nummerplan.targets.broadworks.simulator.serving import Administrator, Ports, Serving, serving

ADMINISTRATOR = Administrator("admin", "Geheim-wachtwoord-1")
LEASE = TenantSeed(
    "demo",
    "demo",
    ("demo.example",),
    ("+31854879610..+31854879619",),
    administrator="groep-admin",
    device_types=("Yealink T54W",),
)
ANNA, BEA = "Anna-geheim-1", "Bea-geheim-1"
"""The passwords of two who may log in."""
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def port_of(address: str) -> int:
    """The port of an address as the platform prints it."""
    return int(address.partition("//")[2].partition("/")[0].rpartition(":")[2])


BOTH = Ports(soap=0)


@contextmanager
def in_thread(
    *seeds: TenantSeed, ports: Ports = BOTH, fault_injection: FaultInjection | None = None, state: Path | None = None
) -> Iterator[Serving]:
    """A platform in this process."""
    with serving(ports, seeds or (LEASE,), ADMINISTRATOR, fault_injection or FaultInjection(), state) as found:
        yield found


@dataclass
class Process:
    """A platform in a process of its own: what it printed, and how to kill it."""

    process: subprocess.Popen[str]
    addresses: list[str]

    @property
    def port(self) -> int:
        """The port for OCI-P over TCP."""
        return port_of(self.addresses[0])

    def kill(self) -> None:
        """As a power switch would, almost: nothing can be tidied up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def in_process(*options: str, soap: bool = False, **more: str) -> Iterator[Process]:
    """`nummerplan platform serve` with options, on any port."""
    command = [sys.executable, "-m", "nummerplan", "platform", "serve", "--port", "0", "--administrator", "admin"]
    command += ["--soap-port", "0"] if soap else []
    environment = os.environ | {"NUMMERPLAN_PLATFORM_PASSWORD": ADMINISTRATOR.password, "LC_ALL": "C"} | more
    process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    try:
        addresses = [process.stdout.readline().strip() for _ in range(1 + soap)]
        yield Process(process, addresses)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(30)
        process.stdout.close()


class Reply(NamedTuple):
    """One answer: its type, its text if it is a refusal, and the element."""

    type: str
    summary: str
    element: ElementTree.Element


class Wire:
    """A client that writes what it is told, letter for letter: what is refused cannot be hidden by a library."""

    def __init__(self, port: int, session: str = "een-sessie") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.session = session
        self.waiting = b""
        self.last = b""

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_found: object) -> None:
        self.socket.close()

    def document(self, *commands: str) -> bytes:
        """Commands as a document; one is `NAME` and its fields, `UserDeleteRequest <userId>a</userId>`."""
        body = ""
        for command in commands:
            name, _, fields = command.partition(" ")
            body += f'<command xmlns="" xsi:type="{name}">{fields}</command>'
        return (
            '<?xml version="1.0" encoding="ISO-8859-1"?><BroadsoftDocument protocol="OCI" xmlns="C"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f'<sessionId xmlns="">{self.session}</sessionId>{body}</BroadsoftDocument>'
        ).encode("iso-8859-1", "xmlcharrefreplace")

    def send(self, *commands: str) -> list[Reply]:
        """Send a document and wait for its answers."""
        return self.raw(self.document(*commands))

    def raw(self, document: bytes) -> list[Reply]:
        """Send bytes and wait for a document. Raises `EOFError` when the platform closes instead."""
        self.socket.sendall(document)
        end = b"</BroadsoftDocument>\n"
        while end not in self.waiting:
            piece = self.socket.recv(65536)
            if not piece:
                raise EOFError(self.waiting)
            self.waiting += piece
        answer, _, self.waiting = self.waiting.partition(end)
        self.last = answer + end
        root = ElementTree.fromstring(self.last)  # noqa: S314 - what we serve ourselves
        return [
            Reply(command.get(TYPE, ""), command.findtext("summary") or "", command)
            for command in root.findall("command")
        ]

    def one(self, command: str) -> Reply:
        """The answer to one command."""
        (reply,) = self.send(command)
        return reply

    def done(self, *commands: str) -> None:
        """Send commands that all have to succeed."""
        for start in range(0, len(commands), 15):
            for command, reply in zip(
                commands[start : start + 15], self.send(*commands[start : start + 15]), strict=True
            ):
                assert reply.type == "c:SuccessResponse", (command, reply.summary, reply.element.findtext("detail"))

    def log_in(self, user_id: str = ADMINISTRATOR.user_id, password: str = ADMINISTRATOR.password) -> "Wire":
        """Log in with a signed nonce."""
        from hashlib import md5, sha1

        asked = self.one(f"AuthenticationRequest <userId>{user_id}</userId>").element
        kept = sha1(password.encode(), usedforsecurity=False).hexdigest()
        text = md5(f"{asked.findtext('nonce')}:{kept}".encode(), usedforsecurity=False).hexdigest()
        name = f"<userId>{user_id}</userId><signedPassword>{text}</signedPassword>"
        reply = self.one(f"LoginRequest14sp4 {name}")
        assert reply.type == "LoginResponse14sp4", reply.summary
        return self


HERE = "<serviceProviderId>demo</serviceProviderId><groupId>demo</groupId>"


def user(name: str, more: str = "") -> str:
    """The request that adds a user `name@demo.example`; `more` stands after the names."""
    return (
        f"UserAddRequest22V2 {HERE}<userId>{name}@demo.example</userId><lastName>{name}</lastName>"
        f"<firstName>{name}</firstName><callingLineIdLastName>{name}</callingLineIdLastName>"
        f"<callingLineIdFirstName>{name}</callingLineIdFirstName>{more}"
    )


def table(reply: Reply, name: str) -> list[dict[str, str]]:
    """The rows of a table, by heading."""
    found = reply.element.find(name)
    assert found is not None, ElementTree.tostring(reply.element)
    headings = [heading.text or "" for heading in found.findall("colHeading")]
    return [
        dict(zip(headings, (column.text or "" for column in row.findall("col")), strict=True))
        for row in found.findall("row")
    ]


def _field(name: str, value: object) -> str:
    if isinstance(value, dict):
        return f"<{name}>{fields(**value)}</{name}>"
    return f"<{name}>{value}</{name}>"


def fields(**values: object) -> str:
    """Fields as XML, in the order in which they are given; a list repeats its element, None is nil."""
    out = ""
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            out += f'<{name} xsi:nil="true"/>' if one is None else _field(name, one)
    return out


def in_group(request: str, **values: object) -> str:
    """A request of the group `demo`."""
    return f"{request} {HERE}{fields(**values)}"


def of_user(request: str, name: str = "anna", **values: object) -> str:
    """A request about a user of the group `demo`."""
    return f"{request} <userId>{name}@demo.example</userId>{fields(**values)}"


WEEKDAYS = dict.fromkeys(("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"), "false")
OFFICE = {"scheduleName": "kantoor", "scheduleType": "Time"}
HOLIDAYS = {"scheduleName": "vrij", "scheduleType": "Holiday"}
WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA="
FILE = {"name": "welkom", "mediaFileType": "WAV", "level": "Group"}
HUNT = {
    "policy": "Regular",
    "huntAfterNoAnswer": "true",
    "noAnswerNumberOfRings": 4,
    "forwardAfterTimeout": "false",
    "forwardTimeoutSeconds": 30,
}
HUNT_REST = {
    "allowCallWaitingForAgents": "false",
    "useSystemHuntGroupCLIDSetting": "true",
    "includeHuntGroupNameInCLID": "true",
    "enableNotReachableForwarding": "false",
    "makeBusyWhenNotReachable": "false",
    "allowMembersToControlGroupBusy": "false",
    "enableGroupBusy": "false",
    "applyGroupBusyWhenTerminatingToAgent": "false",
}
SERVICES = [
    "Alternate Numbers",
    "Anonymous Call Rejection",
    "Authentication",
    "Call Forwarding Always",
    "Call Forwarding Busy",
    "Call Forwarding No Answer",
    "Call Forwarding Not Reachable",
    "Call Waiting",
    "Calling Line ID Delivery Blocking",
    "Do Not Disturb",
    "Fax Messaging",
    "Group Night Forwarding",
    "Selective Call Acceptance",
    "Selective Call Rejection",
    "Sequential Ring",
    "Simultaneous Ring Personal",
    "Voice Messaging User",
]


def profile(name: str, **more: object) -> dict[str, object]:
    """The profile of a hunt group or auto attendant."""
    return {"name": name, "callingLineIdLastName": name, "callingLineIdFirstName": "Groep"} | more


def hunt_group(name: str = "verkoop", members: tuple[str, ...] = ("anna",), **more: object) -> str:
    """The request that adds a hunt group `name@demo.example`."""
    agents = {"agentUserId": [f"{member}@demo.example" for member in members]}
    values = {"serviceUserId": f"{name}@demo.example", "serviceInstanceProfile": profile(name, **more)}
    return in_group("GroupHuntGroupAddInstanceRequest20", **values, **HUNT, **agents, **HUNT_REST)


def attendant(name: str = "menu", keys: tuple[dict[str, object], ...] = (), kind: str = "Basic", **more: object) -> str:
    """The request that adds an auto attendant `name@demo.example`."""
    menu = {"announcementSelection": "Default", "enableFirstMenuLevelExtensionDialing": "false"}
    values: dict[str, object] = {
        "serviceUserId": f"{name}@demo.example",
        "serviceInstanceProfile": profile(name),
        "type": kind,
        "firstDigitTimeoutSeconds": 10,
        "enableVideo": "false",
        **more,
        "extensionDialingScope": "Group",
        "nameDialingScope": "Group",
        "nameDialingEntries": "LastName + FirstName",
        "businessHoursMenu": {**menu, "keyConfiguration": list(keys)},
    }
    return in_group("GroupAutoAttendantAddInstanceRequest20", **values)


def key(digit: str, action: str, **entry: object) -> dict[str, object]:
    """One key of a menu."""
    return {"key": digit, "entry": {"action": action, **entry}}


POPULATION = (
    in_group("GroupScheduleAddRequest", **OFFICE),
    in_group(
        "GroupScheduleAddEventRequest",
        scheduleKey=OFFICE,
        eventName="werkdag",
        startDate="2026-11-22",
        startTime={"hour": 8, "minute": 30},
        endTime={"hour": 17, "minute": 30},
        endDate="2026-11-22",
        recurrence={"recurWeekly": WEEKDAYS | {"monday": "true"}, "recurForEver": "true"},
    ),
    in_group("GroupScheduleAddRequest", **HOLIDAYS),
    in_group(
        "GroupAnnouncementFileAddRequest",
        announcementFileName="welkom",
        announcementFile={"description": "welkom.wav", "mediaType": "WAV", "content": WAV},
    ),
    in_group(
        "GroupAccessDeviceAddRequest22V2",
        deviceName="toestel",
        deviceType="Yealink T54W",
        protocol="SIP 2.0",
        macAddress="805EC0123456",
        transportProtocol="TLS",
        useCustomUserNamePassword="true",
        accessDeviceCredentials={"userName": "toestel", "password": "Toestel-geheim-1"},
    ),
    user(
        "anna",
        fields(
            phoneNumber="+31854879610",
            extension="201",
            password=ANNA,
            language="Dutch",
            accessDeviceEndpoint={
                "accessDevice": {"deviceLevel": "Group", "deviceName": "toestel"},
                "linePort": "201@demo.example",
                "contact": {"sipContact": "sip:201@192.0.2.1"},
                "useHotline": "false",
            },
            emailAddress="anna@demo.example",
        ),
    ),
    user("bert", "<extension>202</extension>"),
    of_user("UserServiceAssignListRequest", serviceName=SERVICES),
    of_user("UserScheduleAddRequest", **OFFICE),
    of_user(
        "UserSelectiveCallRejectionAddCriteriaRequest16",
        criteriaName="reclame",
        timeSchedule={"type": "Group", "name": "kantoor"},
        fromDnCriteria={
            "fromDnCriteriaSelection": "Specified Only",
            "includeAnonymousCallers": "false",
            "includeUnavailableCallers": "false",
            "phoneNumber": ["+31207654321"],
        },
        blacklisted="true",
    ),
    of_user(
        "UserSimultaneousRingPersonalAddCriteriaRequest",
        criteriaName="overdag",
        blacklisted="false",
        fromDnCriteria={
            "fromDnCriteriaSelection": "Any",
            "includeAnonymousCallers": "true",
            "includeUnavailableCallers": "true",
        },
    ),
    of_user(
        "UserVoiceMessagingUserModifyVoiceManagementRequest23",
        isActive="true",
        voiceMessageDeliveryEmailAddress={"emailAddress": ["anna@demo.example"]},
    ),
    of_user("UserAlternateNumbersModifyRequest", alternateEntry02={"phoneNumber": "+31854879611", "extension": "301"}),
    of_user("UserFaxMessagingModifyRequest", phoneNumber="+31854879612", extension="302"),
    of_user("UserAuthenticationModifyRequest", userName="anna", newPassword=ANNA),
    hunt_group("verkoop", ("anna", "bert"), phoneNumber="+31854879613", extension="101"),
    attendant(
        "menu",
        (key("0", "Transfer To Operator", phoneNumber="201"), key("9", "Play Announcement", audioFile=FILE)),
        businessHours={"type": "Group", "name": "kantoor"},
    ),
    in_group("GroupCallingPlanAddDigitPatternRequest", name="0900", digitPattern="0900*"),
    in_group("GroupAdminAddRequest", userId="beheer", firstName="Bea", password=BEA),
)
"""One of everything, as commands: every kind of object has something to read."""
SECOND_LINE = {"accessDevice": {"deviceLevel": "Group", "deviceName": "toestel"}, "linePort": "201b@demo.example"}
RINGS_ALONG = (
    of_user("UserServiceAssignListRequest", serviceName=["Shared Call Appearance"]),
    of_user(
        "UserSharedCallAppearanceAddEndpointRequest22",
        accessDeviceEndpoint=SECOND_LINE | {"useHotline": "false"},
        **dict.fromkeys(("isActive", "allowOrigination", "allowTermination", "allowVideo"), "true"),
    ),
)
"""A second line of Anna's, on her own telephone."""
