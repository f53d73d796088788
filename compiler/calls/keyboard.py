"""The keys that a caller presses, as menus take them (`docs/semantics.md`, At an auto attendant)."""

from collections.abc import Iterable

from nummerplan.compiler.calls.directory_dialling import AT_ONCE, Dialled, by_extension, by_name, in_vain
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Edge
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say

MENU_TRIES = 3
"""How often a menu is played to a caller who presses keys that it does not have (an assumption)."""


class Keyboard:
    """The keys that a caller still presses, and whom he dialled with the last ones."""

    def __init__(self, keys: Iterable[str], linked: LinkedPlan) -> None:
        self._keys = list(keys)
        self._linked = linked
        self._dialled: Dialled | None = None
        self._paused = 0
        self.notes: list[Message] = []
        """What a menu made of keys that might have been meant otherwise."""

    def press(self, edges: Iterable[Edge]) -> str | None:
        """The key that a menu hears, None for none. What it does not have repeats it, three times in all."""
        pressed = {edge.key: edge for edge in edges if edge.condition == "pressed"}
        for _ in range(MENU_TRIES):
            if not self._keys or self._keys[0] == WAIT:
                break
            begins = self._keys[0] in self._linked.extension_beginnings
            if AT_ONCE in pressed and begins and self._dials_at_once(pressed[AT_ONCE]):
                return AT_ONCE
            key = self._keys.pop(0)
            if key in pressed and (pressed[key].target.kind != "directory" or self._dials(pressed[key])):
                return key
        if self._keys[:1] == [WAIT]:  # also after the last try the caller is silent until the menu goes on
            del self._keys[0]
        return None

    def dialled(self) -> Edge:
        """The way to whom the caller dialled, after a key that led to a directory."""
        if self._dialled is None or self._dialled.edge is None:
            raise LookupError("only the keys of a menu lead to a directory")
        return self._dialled.edge

    def paused(self) -> int:
        """The seconds that menus waited for more digits since this was last asked."""
        seconds, self._paused = self._paused, 0
        return seconds

    def left(self) -> tuple[str, ...]:
        """The keys that nobody listened to."""
        return tuple(self._keys)

    def _dials_at_once(self, arrival: Edge) -> bool:
        """Whether the next keys are an extension; the digits of none are keys of the menu, one by one."""
        found = self._dialled = by_extension(arrival, self._keys, self._linked)
        self._paused += found.seconds
        if found.edge is not None:
            extension = "".join(filter(str.isdecimal, self._keys[: found.used]))
            self.notes.append(say("the keys {keys} are read as an extension", keys=extension))
            del self._keys[: found.used]
        elif found.seconds and self._keys[found.used : found.used + 1] == [WAIT]:
            del self._keys[found.used]  # silence after digits is this pause
        return found.edge is not None

    def _dials(self, arrival: Edge) -> bool:
        """Whether the next keys name somebody; what is dialled and is nobody's is used up, and the menu plays again."""
        find = by_name if arrival.target.key == "name" else by_extension
        found = find(arrival, self._keys, self._linked)
        if found.edge is None and found.choices < 2:  # else a digit chose none of the people whose names begin so
            found = in_vain(self._keys)
        self._dialled = found
        self._paused += found.seconds
        if found.edge is not None and found.choices > 1 and not found.chosen:
            name, count = found.edge.target.key, found.choices
            self.notes.append(
                say(
                    "people whose names begin so: {count}; the first, {name}, is taken: a digit after hash chooses",
                    count=count,
                    name=name,
                )
            )
        del self._keys[: found.used]
        return found.edge is not None
