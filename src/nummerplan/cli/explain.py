"""`nummerplan explain`: the documentation of a rule, a setting or an end of a call."""

from pathlib import Path

import click

from nummerplan.cli.screen import CLEAN, Screen


@click.command("explain", short_help="Explain a rule or a setting.")
@click.argument("words", nargs=-1, required=True, metavar="WORD")
@click.pass_obj
def command(screen: Screen, words: tuple[str, ...]) -> int:
    """Explain a rule (NP101, company-number-missing) or a setting (overflow, users.forwarding.busy, belgroep)."""
    from nummerplan.compiler.text.escape_terminal import escape_terminal
    from nummerplan.compiler.text.explain import explain, find_word_like
    from nummerplan.model.message import say
    from nummerplan.rules import all_rules

    word = " ".join(words)
    if page := explain(word, all_rules(), screen.translate):
        return _show(screen, page + _settings(screen, word))
    shown = escape_terminal(word)
    if other := find_word_like(word, all_rules()):
        return screen.refuse(say("nothing is called {word}; did you mean {other}?", word=shown, other=other))
    return screen.refuse(say("nothing is called {word}; nummerplan rules lists the rules", word=shown))


def _settings(screen: Screen, word: str) -> str:
    """What the settings of this folder make of a rule."""
    from nummerplan.compiler.findings.rule_level_text import settings_of_rule
    from nummerplan.compiler.reading.project_settings import find_project
    from nummerplan.compiler.text.escape_markdown import escape_markdown
    from nummerplan.compiler.text.escape_terminal import escape_terminal
    from nummerplan.compiler.text.explain import find_rule
    from nummerplan.rules import all_rules

    rule = find_rule(word, all_rules())
    lines = settings_of_rule(rule, find_project(Path())) if rule else ()
    shown = [line.text(screen.translate) for line in lines]
    return "".join(f"\n{escape_markdown(line) if screen.colour else escape_terminal(line)}\n" for line in shown)


def _show(screen: Screen, page: str) -> int:
    """Markdown as it is, or drawn on a terminal."""
    if screen.colour:
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(page))
    else:
        screen.result(page)
    return CLEAN
