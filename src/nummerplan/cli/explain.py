"""`nummerplan explain`: the documentation of a rule or a setting."""

import click

from nummerplan.cli.screen import CLEAN, Screen

FULL = 4
"""So many settings of one name are shown in full; of more, a line each."""


@click.command("explain", short_help="Explain a rule or a setting.")
@click.argument("words", nargs=-1, required=True, metavar="WORD")
@click.pass_obj
def command(screen: Screen, words: tuple[str, ...]) -> int:
    """Explain a rule (NP101, company-number-missing) or a setting (overflow, users.forwarding.busy, belgroep)."""
    from nummerplan.compiler.text.documentation_pages import entry_page, rule_page
    from nummerplan.compiler.text.escape_terminal import escape_terminal
    from nummerplan.compiler.text.explain import find_rule, find_settings, find_word_like
    from nummerplan.model.message import say
    from nummerplan.rules import all_rules

    word = " ".join(words)
    if rule := find_rule(word, all_rules()):
        return _show(screen, rule_page(rule, screen.translate))
    found = find_settings(word)
    if len(found) > FULL:
        return _show(screen, "".join(f"- {group.path(entry)}: {entry.description}\n" for group, entry in found))
    if found:
        return _show(screen, "\n".join(entry_page(group, entry, screen.translate) for group, entry in found))
    shown = escape_terminal(word)
    if other := find_word_like(word, all_rules()):
        return screen.refuse(say("nothing is called {word}; did you mean {other}?", word=shown, other=other))
    return screen.refuse(say("nothing is called {word}; nummerplan rules lists the rules", word=shown))


def _show(screen: Screen, page: str) -> int:
    """Markdown as it is, or drawn on a terminal."""
    if screen.colour:
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(page))
    else:
        screen.result(page)
    return CLEAN
