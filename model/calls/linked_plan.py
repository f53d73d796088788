"""A plan as a rule or a target sees it: read, typed, defaults filled in, names resolved, calls followed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from nummerplan.model.calls.call_graph import CallGraph, Edge, Node
from nummerplan.model.calls.call_questions import CallQuestions
from nummerplan.model.calls.platform_losses import PlatformLosses
from nummerplan.model.calls.vocabulary import Vocabulary
from nummerplan.model.message import Message
from nummerplan.model.plan.audio_use import AudioUse
from nummerplan.model.plan.devices import Device
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, Secret, Stretch
from nummerplan.model.plan.fields.mac_address import normalise_mac
from nummerplan.model.plan.fields.number_ranges import NumberRows
from nummerplan.model.plan.fields.numbering import Numbering
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.keypad import NameOrder, SpeltNames
from nummerplan.model.plan.phone_catalogue import PhoneCatalogue
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route

MOST_DIALLED = 64
"""An extension of more digits is told as an error, and nobody can dial it; its beginnings would fill the memory."""


class Holder(NamedTuple):
    """Who has a number or extension, and where that is written."""

    entity: Entity
    route: Route


SecretTexts = Callable[[Secret], str | None]
"""What a provider gives for a secret; None for one that it does not have."""

Purpose = Literal["forward", "overflow", "operator", "key", "night", "then", "simultaneous_ring"]


class DestinationUse(NamedTuple):
    """One destination of a plan: where it is written, what for, and what it turned out to be.

    `node` is None when nothing answers to the text; `owner` is the object that sends calls there, None for the company.
    """

    route: Route
    text: str
    purpose: Purpose
    owner: Entity | None
    node: Node | None


class NumberRange(NamedTuple):
    """Assigned numbers from `first` to `last` (E.164, equal for a single one), and where they are written.

    `first` is None when the text is no phone number or no range.
    """

    route: Route
    text: str
    first: str | None
    last: str | None

    def __contains__(self, number: object) -> bool:
        return (
            isinstance(number, str)
            and self.first is not None
            and self.last is not None
            and (len(number) == len(self.first) and self.first <= number <= self.last)
        )

    def size(self) -> int:
        """How many numbers it holds."""
        return int(self.last[1:]) - int(self.first[1:]) + 1 if self.first and self.last else 0


class ClosedDay(NamedTuple):
    """A day of a holiday calendar as it comes out: its names, the closed stretch of it, and where it is written.

    `route` is that of the own date, or of `public` for an official day.
    """

    day: date
    name: str
    closed: tuple[Stretch, ...]
    route: Route
    public: bool


@dataclass(frozen=True)
class Calendar:
    """A holiday calendar written out, from a year before `today` to two years after it, in order of days."""

    days: tuple[ClosedDay, ...]
    known: bool
    """False when no library calendar has the name under `public`."""
    unknown_without: tuple[int, ...]
    """Positions in `without` that name no official day."""

    @cached_property
    def closed_on(self) -> Mapping[date, tuple[Stretch, ...]]:
        """The closed parts of each day that has any; one that runs past midnight closes on the next day too."""
        found: dict[date, tuple[Stretch, ...]] = {}
        for day in self.days:
            for start, end in day.closed:
                past = end < start
                found[day.day] = (*found.get(day.day, ()), Stretch(start, MINUTES_A_DAY if past else end))
                if past and end:
                    after = day.day + timedelta(days=1)
                    found[after] = (*found.get(after, ()), Stretch(0, end))
        return found


class Missing(NamedTuple):
    """A name that refers to nothing: where it stands, what kind of thing was wanted, and the names there are."""

    route: Route
    text: str
    wanted: Message
    known: tuple[str, ...]


class Placed(NamedTuple):
    """A device of a user, and its place among his devices."""

    user: User
    place: int
    device: Device

    @property
    def route(self) -> Route:
        """Where it stands in the plan."""
        return self.user.at("devices", self.place)


@dataclass(frozen=True)
class LinkedPlan:
    """Everything a rule may look at. Values never change; a rule keeps no state."""

    name: str
    """The plan's path, as people gave it."""
    plan: Plan
    """The plan with `defaults` filled in; the routes of such values lead to the object."""
    today: date
    numbering: Numbering
    assigned: tuple[NumberRange, ...]
    """The section `numbers`, parsed, in order."""
    names: Mapping[str, tuple[Entity, ...]]
    """Users, groups, menus, mailboxes and mobiles by key; more than one where a key is used twice."""
    extensions: Mapping[str, tuple[Holder, ...]]
    """Who has which extension, extra ones included."""
    numbers: Mapping[str, tuple[Holder, ...]]
    """Who has which number (E.164), extra ones and own mobiles included."""
    destinations: tuple[DestinationUse, ...]
    """Every destination of the plan, in order of the sections."""
    missing: tuple[Missing, ...]
    """Every reference to a schedule, holiday calendar, member or person that does not exist."""
    calendars: Mapping[str, Calendar]
    graph: CallGraph
    phone_catalogue: PhoneCatalogue
    """Every model of telephone that some target knows."""
    left_to_platform: tuple[Route, ...] = ()
    """Settings that objects write and also name under `unmanaged`: they are not in `plan`."""
    audio: tuple[AudioUse, ...] = ()
    """Every audio file that the plan names, in order of the sections."""
    files: frozenset[str] | None = None
    """Paths of the files beside its audio, from the plan's folder; None when it has no folder (a plan from a pipe)."""
    official: tuple[tuple[date, str], ...] = ()
    """The coming official days of the company's country, where some calendar has own dates only; else empty."""
    explore: "Callable[[LinkedPlan], CallQuestions] | None" = None
    """Makes `calls`: put here by the pipeline, so that rules can ask without knowing the compiler."""
    translate: "Callable[[LinkedPlan], PlatformLosses | None] | None" = None
    """Makes `platform_losses`, put here by the pipeline too; None where no settings say what platforms there are."""
    secrets: SecretTexts | None = field(default=None, repr=False)
    """What a provider gives for a secret, where one is named; only rules about secrets ask, and show none of it."""
    vocabulary: Vocabulary | None = None
    """The words of every output, put here by the pipeline for the same reason."""

    def secret_text(self, written: Secret | str | None) -> str | None:
        """The text of a secret, as far as it is known here: what stands in the plan, or what a provider gives."""
        if isinstance(written, Secret):
            return self.secrets(written) if self.secrets else None
        return written

    @property
    def words(self) -> Vocabulary:
        """What the plan's places, steps, clocks and lists of them are called. Raises LookupError like `calls`."""
        if self.vocabulary is None:
            raise LookupError("only the pipeline makes plans whose nouns can be put into words")
        return self.vocabulary

    @cached_property
    def calls(self) -> CallQuestions:
        """What comes of calls, by the same steps that trace and proof take; nothing is computed before it is asked."""
        if self.explore is None:
            raise LookupError("only the pipeline makes plans whose calls can be asked about")
        return self.explore(self)

    @cached_property
    def platform_losses(self) -> PlatformLosses | None:
        """What the plan's platform does otherwise than the plan says; None where that is not known."""
        return self.translate(self) if self.translate else None

    @cached_property
    def assigned_rows(self) -> NumberRows:
        """The section `numbers`, ordered for looking numbers up."""
        return NumberRows(self.assigned)

    @cached_property
    def devices(self) -> tuple[Placed, ...]:
        """Every device of every user: a dozen rules go through them."""
        users = self.plan.users.values()
        return tuple(Placed(user, place, device) for user in users for place, device in enumerate(user.devices))

    @cached_property
    def telephones(self) -> Mapping[str, tuple[Placed, ...]]:
        """Devices by their MAC address (twelve small digits): more than one where users share a telephone."""
        found: dict[str, tuple[Placed, ...]] = {}
        for placed in self.devices:
            if placed.device.mac is not None and (mac := normalise_mac(placed.device.mac)):
                found[mac] = (*found.get(mac, ()), placed)
        return found

    def device_key(self, user: User) -> str:
        """The key that names of a user's devices are made of: the former one, so that they outlive a renaming."""
        former = user.renamed_from
        return former if former is not None and former not in self.plan.users else user.key

    @cached_property
    def spelt_names(self) -> Mapping[NameOrder, SpeltNames]:
        """Whom a menu finds by name, for each order in which callers may spell: who has a last name."""
        named = [user for user in self.plan.users.values() if user.last_name]
        return {"last_first": SpeltNames(named, "last_first"), "either": SpeltNames(named, "either")}

    @cached_property
    def directory_edges(self) -> Mapping[tuple[Node, Route], Edge]:
        """The ways out of directories, each by where the plan has who is dialled; the first one where there are two."""
        ways = [(node, edge) for node, edges in self.graph.edges.items() if node.kind == "directory" for edge in edges]
        return {(node, edge.route): edge for node, edge in reversed(ways)}

    @cached_property
    def extension_beginnings(self) -> frozenset[str]:
        """All digits with which an own extension begins, whole ones included."""
        return frozenset(text[:size] for text in self.extensions for size in range(1, min(len(text), MOST_DIALLED) + 1))

    @cached_property
    def longer_extensions(self) -> frozenset[str]:
        """All digits with which an own extension begins that has more of them."""
        return frozenset(text[:size] for text in self.extensions for size in range(1, min(len(text), MOST_DIALLED)))

    def is_assigned(self, number: str) -> bool:
        """Whether the carrier assigned this number (E.164) to the company."""
        return number in self.assigned_rows

    def entity(self, node: Node | None) -> Entity | None:
        """The object at a node: a user (also for his voicemail), group, menu, mailbox or mobile."""
        if node is None:
            return None
        sections: Mapping[str, Mapping[str, Entity]] = {
            "user": self.plan.users,
            "voicemail": self.plan.users,
            "hunt_group": self.plan.hunt_groups,
            "auto_attendant": self.plan.auto_attendants,
            "mailbox": self.plan.mailboxes,
            "mobile": self.plan.mobile.subscriptions,
        }
        return sections.get(node.kind, {}).get(node.key)

    def objects(self) -> Iterator[Entity]:
        """Users, groups, menus and mailboxes: everything that can hold a number or an extension."""
        yield from self.plan.users.values()
        yield from self.plan.hunt_groups.values()
        yield from self.plan.auto_attendants.values()
        yield from self.plan.mailboxes.values()


NODE_KINDS: Mapping[str, Literal["user", "hunt_group", "auto_attendant", "mailbox", "mobile"]] = {
    "users": "user",
    "hunt_groups": "hunt_group",
    "auto_attendants": "auto_attendant",
    "mailboxes": "mailbox",
    "mobile": "mobile",
}


def node_of(entity: Entity) -> Node:
    """The node of the graph at which calls for an object arrive."""
    return Node(NODE_KINDS[entity.section], entity.key)
