"""The command line: one file per command; nothing of a command is imported before it is asked for."""

import gc
import os
import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from nummerplan import __version__

NOT_COMMANDS = {"screen"}


class Commands(click.Group):
    """The files of this folder as commands: a new command is a new file."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(
            found.name.replace("_", "-") for found in iter_modules(__path__) if found.name not in NOT_COMMANDS
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the file of one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option("--lang", metavar="LANG", help="Language of messages: en or nl. Default: the locale's.")
@click.pass_context
def nummerplan(ctx: click.Context, lang: str | None) -> None:
    """A telephone plan in YAML: checked as a graph, explained to people, compiled for platforms and phones."""
    from nummerplan.cli.screen import Screen
    from nummerplan.compiler.translate import languages, preferred_language, translator

    language = lang or preferred_language(os.environ)
    if language not in languages():
        raise click.BadParameter(f"one of: {', '.join(languages())}", param_hint="--lang")
    ctx.obj = Screen(translator(language), language)


def main() -> None:
    """Run the command line and leave at once: a large plan takes longer to tear down than to judge."""
    gc.disable()  # nothing here lives long enough to be worth collecting
    code = _run()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 1
    os._exit(code)


def _run() -> int:
    try:
        result = nummerplan.main(prog_name="nummerplan", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as problem:
        problem.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("nummerplan: interrupted\n")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; the rest goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as defect:
        return _defect(defect)


def _defect(defect: Exception) -> int:
    """A defect of ours is said in a sentence; the traceback is for who asks for it."""
    if os.environ.get("NUMMERPLAN_TRACEBACK"):
        from traceback import print_exception

        print_exception(defect)
    kind = type(defect).__name__
    sys.stderr.write(
        f"nummerplan: a defect of nummerplan itself ({kind}); please report it, with NUMMERPLAN_TRACEBACK=1 set\n"
    )
    return 4
