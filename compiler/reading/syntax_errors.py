"""libyaml's complaints in the words of people who write plans."""

from nummerplan.model.message import Message, say

_WORDS: tuple[tuple[str, Message], ...] = (
    (
        "mapping values are not allowed",
        say("a colon is not allowed here; check the indentation, or write the value in quotes"),
    ),
    ("could not find expected ':'", say("a colon is missing after the key on the line above")),
    (
        "did not find expected key",
        say("this line does not belong to the mapping above it; check the indentation and the quotes"),
    ),
    (
        "did not find expected '-' indicator",
        say("this line does not belong to the list above it; check the indentation"),
    ),
    ("block sequence entries are not allowed", say("a list item cannot begin here; start it on a line of its own")),
    ("unexpected end of stream", say("the text ends inside quotes; a closing quote is missing")),
    ("did not find expected ',' or", say("a comma or a closing bracket is missing here")),
    ("undefined tag handle", say("this tag is not known; a plan has !secret only")),
    ("escape", say("this escape is not known in double quotes; use single quotes, or write the backslash twice")),
    ("document start", say("a second document begins here; a plan is one document")),
)
"""What libyaml says, and what we say."""


def explain_syntax(problem: str, text: str, at: int) -> Message:
    """A sentence for a problem that libyaml reports at an offset of the text."""
    if text[at : at + 1] == "\t":
        return say("a tab cannot indent YAML; use spaces")
    if "cannot start any token" in problem:
        return say("{character} cannot begin a value; write it in quotes", character=text[at : at + 1])
    found = next((message for words, message in _WORDS if words in problem), None)
    return found or say("this is not YAML: {reason}", reason=problem)
