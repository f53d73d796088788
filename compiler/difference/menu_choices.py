"""What a caller can do at a menu of both plans: press each key, dial each extension or name, or wait."""

from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.compiler.calls.directory_dialling import (
    AT_ONCE,
    ENDS_DIALLING,
    MOST_CHOICES,
    dialled_keys,
    may_begin_extension,
)
from nummerplan.compiler.calls.keyboard import Keyboard
from nummerplan.compiler.difference.caller_events import Closing, Event, Waits
from nummerplan.compiler.difference.compared_plan import ComparedPlan
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Edge
from nummerplan.model.plan.keypad import spellings


class MenuChoice(NamedTuple):
    """Keys that a caller can press at a menu of both plans, and the edges over which they take a call in each.

    These are one or two (the second is that of a directory), or none where the menu does not have the key. `events`
    are what the caller hears in the old plan and in the new one.
    """

    keys: tuple[str, ...]
    old: tuple[Edge, ...]
    new: tuple[Edge, ...]
    events: tuple[Event, Event]


class MenuKeys:
    """The keys of one menu of one plan."""

    def __init__(self, edges: tuple[Edge, ...], plan: ComparedPlan) -> None:
        self.plan, self.linked, self._edges = plan, plan.linked, edges
        self.by_key = {edge.key: edge for edge in edges if edge.condition == "pressed"}
        self.silence = next(edge for edge in edges if edge.condition == "silence")

    def event(self, edges: tuple[Edge, ...]) -> Event:
        """What the caller hears who waits, or who presses the keys that lead over these edges."""
        if not edges:
            return Closing("", "key")
        return Waits(edges[0].seconds) if edges[0].condition == "silence" else self.plan.key(edges[0])

    def words(self, key: str) -> set[tuple[str, ...]]:
        """The keys by which every extension or name can be dialled after a key."""
        edge = self.by_key.get(key)
        if edge is None or edge.target.kind != "directory":
            return set()
        if edge.target.key == "name":
            return set(self._spelt(edge))
        wanted = self.linked.graph.edges[edge.target]
        return {keys for one in wanted if (keys := dialled_keys(edge, one, self.linked)) is not None}

    def _spelt(self, edge: Edge) -> Iterator[tuple[str, ...]]:
        """Every name in full, and the digit by which one of several people is chosen."""
        linked, order = self.linked, self.linked.plan.auto_attendants[edge.source.key].dial_by_name_order
        for user in linked.plan.users.values():
            for spelt in spellings(user, order) if user.last_name else ():
                people = linked.spelt_names[order].matches(spelt)
                choices = [(str(place),) for place in range(1, min(len(people), MOST_CHOICES) + 1)]
                yield from ((*spelt, ENDS_DIALLING, *choice) for choice in (choices if len(people) > 1 else [()]))

    def waits_after(self, key: str) -> bool:
        """Whether the menu waits after a key, since an extension can begin with it."""
        edge = self.by_key.get(key)
        return edge is not None and may_begin_extension(edge, self.linked)

    def edges(self, keys: tuple[str, ...]) -> tuple[Edge, ...]:
        """Where keys lead that are pressed one after the other; none where nobody listens to them."""
        keyboard = Keyboard(keys, self.linked)
        key = keyboard.press(self._edges)
        if key is None:
            return ()
        edge = self.by_key[key]
        return (edge, keyboard.dialled()) if edge.target.kind == "directory" else (edge,)


def menu_choices(old: MenuKeys, new: MenuKeys) -> Iterator[MenuChoice]:
    """Every choice that either menu has; waiting comes first."""

    def choice(keys: tuple[str, ...], here: tuple[Edge, ...], there: tuple[Edge, ...]) -> MenuChoice:
        return MenuChoice(keys, here, there, (old.event(here), new.event(there)))

    yield choice((WAIT,), (old.silence,), (new.silence,))
    for key in sorted(old.by_key.keys() | new.by_key.keys()):
        edges = old.by_key.get(key), new.by_key.get(key)
        if any(edge is not None and edge.target.kind != "directory" for edge in edges):
            # A key that asks for an extension or a name does nothing when none follows.
            keys = (key, WAIT) if old.waits_after(key) or new.waits_after(key) else (key,)
            yield choice(keys, *((edge,) if edge and edge.target.kind != "directory" else () for edge in edges))
            continue
        first = () if key == AT_ONCE else (key,)
        dialled = [(*first, *word) for word in sorted(old.words(key) | new.words(key))]
        choices = [choice(keys, old.edges(keys), new.edges(keys)) for keys in dialled]
        if None in edges:
            # Only one menu asks for a word here, and the other may take it for keys of its own: one such word is
            # enough, and one that does not lead back to its own menu shows it best.
            alone = [found for found in choices if bool(found.old) != bool(found.new)]
            choices = sorted(alone, key=_leads_back)[:1] or choices
        yield from (found for found in choices if found.old or found.new)


def _leads_back(choice: MenuChoice) -> bool:
    edges = choice.old or choice.new
    return edges[-1].target == edges[0].source
