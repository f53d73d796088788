"""The keys that a caller presses, as menus take them (`docs/semantics.md`, At an auto attendant)."""

from collections.abc import Iterable

from nummerplan.compiler.calls.directory_dialling import AT_ONCE, Dialled, at_once, in_vain, look_up
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Edge
from nummerplan.model.calls.linked_plan import LinkedPlan

MENU_TRIES = 3
"""How often a menu is played to a caller who presses keys that it does not have (an assumption)."""


class Keyboard:
    """The keys that a caller still presses, and whom he dialled with the last ones."""

    def __init__(self, keys: Iterable[str], linked: LinkedPlan) -> None:
        self._keys = list(keys)
        self._linked = linked
        self._dialled: Dialled | None = None

    def press(self, edges: Iterable[Edge]) -> str | None:
        """The key that a menu hears, None for none. What it does not have repeats it, three times in all."""
        pressed = {edge.key: edge for edge in edges if edge.condition == "pressed"}
        for _ in range(MENU_TRIES):
            if not self._keys:
                return None
            if self._keys[0] == WAIT:
                del self._keys[0]
                return None
            if AT_ONCE in pressed and self._dials_at_once(pressed[AT_ONCE]):
                return AT_ONCE
            key = self._keys.pop(0)
            if key in pressed and (pressed[key].target.kind != "directory" or self._dials(pressed[key])):
                return key
            if key in pressed:  # who dials nobody's extension or name hears the menu again
                del self._keys[: in_vain(self._keys)]
        return None

    def dialled(self) -> Edge:
        """The way to whom the caller dialled, after a key that led to a directory."""
        if self._dialled is None:
            raise LookupError("only the keys of a menu lead to a directory")
        return self._dialled.edge

    def left(self) -> tuple[str, ...]:
        """The keys that nobody listened to."""
        return tuple(self._keys)

    def _dials_at_once(self, arrival: Edge) -> bool:
        """Whether the next keys are an extension; the digits of one that is not whole are pressed one by one."""
        found = at_once(arrival, self._keys, self._linked)
        if isinstance(found, int):
            # The caller waited for three seconds after these digits: then they are keys of the menu.
            del self._keys[found : found + 1]
            return False
        return self._found(found)

    def _dials(self, arrival: Edge) -> bool:
        return self._found(look_up(arrival, self._keys, self._linked))

    def _found(self, found: Dialled | None) -> bool:
        self._dialled = found
        if found is not None:
            del self._keys[: found.used]
        return found is not None
