"""The command line: one file per command; nothing of a command is imported before it is asked for."""

import gc
import os
import signal
import sys
from importlib import import_module
from io import StringIO, TextIOWrapper
from pkgutil import iter_modules
from typing import Any, TextIO

import click

from nummerplan import __version__
from nummerplan.cli.language import asked_language, in_language, speak
from nummerplan.compiler.text.escape_terminal import escape_lines, escape_terminal
from nummerplan.compiler.text.translate import ENGLISH, languages, translator
from nummerplan.model.errors import NummerplanError
from nummerplan.model.message import Message, say

NOT_COMMANDS = {"companies", "language", "options", "screen"}


class Commands(click.Group):
    """The files of this folder as commands: a new command is a new file."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Find out the language first: what is wrong with the arguments is said in it."""
        language = asked_language(args)
        speak(language)
        spoken = in_language(self, translator(language))
        return click.Group.make_context(spoken, info_name, args, parent, obj=language, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command: here alone an error becomes a sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except NummerplanError as error:
            return ctx.obj.report(error)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(_files())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the file of one command."""
        if (file := _files().get(cmd_name)) is None:
            return None
        command: click.Command = import_module(f"{__name__}.{file}").command
        language = ctx.obj if isinstance(ctx.obj, str) else ENGLISH
        spoken = in_language(command, translator(language))
        spoken.params += [parameter for parameter in self.params if parameter.name == "lang"]
        return spoken

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a misspelt one is answered with the one that was surely meant."""
        if args[0] not in (names := self.list_commands(ctx)) and not args[0].startswith("-"):
            from nummerplan.compiler.reading.spelling_suggestions import suggest

            if meant := suggest(args[0], names):
                message = say("there is no command {name}; did you mean {meant}?", name=args[0], meant=meant)
                ctx.fail(message.text(translator(ctx.obj)))
        return super().resolve_command(ctx, args)


def _files() -> dict[str, str]:
    """The files of commands, by the commands' names: `import_` is `import`, which alone cannot name a module."""
    names = [found.name for found in iter_modules(__path__) if found.name not in NOT_COMMANDS]
    return {name.rstrip("_").replace("_", "-"): name for name in names}


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option(
    "--lang",
    type=click.Choice(languages()),
    expose_value=False,  # `make_context` has read it already
    help="Language of messages. Default: the locale's.",
)
@click.pass_context
def nummerplan(ctx: click.Context) -> None:
    """A telephone plan in YAML: checked as a graph, explained to people, compiled for platforms and phones."""
    from nummerplan.cli.screen import Screen

    ctx.obj = Screen(translator(ctx.obj))


def main() -> None:
    """Run the command line and leave at once: a large plan takes longer to tear down than to judge."""
    gc.disable()  # nothing here lives long enough to be worth collecting
    sys.stdout = sys.stdout or _nowhere()  # closed by who called us
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a character still shows the rest
            stream.reconfigure(errors="backslashreplace")
    _stop_in_good_order()
    code = _run()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass  # the reader of our output has gone, as `head` does
    except OSError as problem:
        code = _unwritten(problem)
    os._exit(code)


class Terminated(KeyboardInterrupt):
    """Somebody ends the command (SIGTERM), or closes its terminal (SIGHUP): it stops as it does for Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def _stop_in_good_order() -> None:
    def end(number: int, _frame: object) -> None:
        raise Terminated(number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # nohup ignores it
            signal.signal(number, end)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - stays open; pathlib would be felt


def _run() -> int:
    try:
        result = nummerplan.main(prog_name="nummerplan", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as problem:
        said = StringIO()  # it repeats what was typed, which somebody else may have thought of
        problem.show(said)
        sys.stderr.write(escape_lines(said.getvalue()))
        return 2
    except (click.Abort, KeyboardInterrupt) as interruption:
        _tell(say("interrupted"))
        ended = interruption.__cause__ if isinstance(interruption, click.Abort) else interruption
        return 128 + (ended.number if isinstance(ended, Terminated) else signal.SIGINT)
    except OSError as problem:
        return _unwritten(problem)
    except ImportError as missing:
        _tell(say("a part of the installation is missing: {reason}", reason=missing))
        return 2
    except Exception as defect:
        return _defect(defect)


def _unwritten(problem: OSError) -> int:
    """The system refused to read or write something, as when a disk is full; it is no defect of ours."""
    reason = problem.strerror or str(problem)
    if problem.filename is not None:
        _tell(say("{file} cannot be used: {reason}", file=problem.filename, reason=reason))
    else:
        _tell(say("the output cannot be written: {reason}", reason=reason))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 2


def _defect(defect: Exception) -> int:
    """A defect of ours is said in a sentence; the traceback is for who asks for it."""
    if os.environ.get("NUMMERPLAN_TRACEBACK"):
        from traceback import print_exception

        print_exception(defect)
    kind = type(defect).__name__
    _tell(say("internal error ({kind}); please report it, with NUMMERPLAN_TRACEBACK=1 set", kind=kind))
    return 4


def _tell(message: Message) -> None:
    """Say something outside of any command."""
    translate = translator(asked_language(sys.argv[1:]))
    sys.stderr.write(f"nummerplan: {escape_terminal(message.text(translate))}\n")
