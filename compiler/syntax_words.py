"""libyaml's complaints in the words of people who write plans."""

from nummerplan.model.message import Message, say


def explain_syntax(problem: str, text: str, at: int) -> Message:  # noqa: C901 - a list of cases
    """A sentence for a problem that libyaml reports at an offset of the text."""
    if text[at : at + 1] == "\t":
        return say("a tab cannot indent YAML; use spaces")
    if "cannot start any token" in problem:
        return say("{character} cannot begin a value; write it in quotes", character=text[at : at + 1])
    if "mapping values are not allowed" in problem:
        return say("a colon is not allowed here; check the indentation, or write the value in quotes")
    if "could not find expected ':'" in problem:
        return say("a colon is missing after the key on the line above")
    if "did not find expected key" in problem:
        return say("this line does not belong to the mapping above it; check the indentation and the quotes")
    if "did not find expected '-' indicator" in problem:
        return say("this line does not belong to the list above it; check the indentation")
    if "block sequence entries are not allowed" in problem:
        return say("a list item cannot begin here; start it on a line of its own")
    if "unexpected end of stream" in problem:
        return say("the text ends inside quotes; a closing quote is missing")
    if "did not find expected ',' or" in problem:
        return say("a comma or a closing bracket is missing here")
    if "undefined tag handle" in problem:
        return say("this tag is not known; a plan has !secret only")
    if "escape" in problem:
        return say("this escape is not known in double quotes; use single quotes, or write the backslash twice")
    if "document start" in problem:
        return say("a second document begins here; a plan is one document")
    return say("this is not YAML: {reason}", reason=problem)
