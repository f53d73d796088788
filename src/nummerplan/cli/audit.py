"""`nummerplan audit`: who deployed what when, and whether the log is whole."""

from pathlib import Path

import click

from nummerplan.cli.companies import JOURNAL
from nummerplan.cli.screen import CLEAN, FINDINGS, Screen
from nummerplan.compiler.deployment.records.audit import NAME, audit_hashes, read_audit
from nummerplan.compiler.deployment.records.state_folder import state_folder
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.model.message import say

COLUMNS = ("when", "who", "host", "tenant", "kind", "event", "revision", "plan")


@click.command("audit", short_help="Show who deployed what when, and whether the log is whole.")
@JOURNAL
@click.option("--known", metavar="HASH", help="A hash noted earlier: the log still has to hold its line.")
@click.option("--changes", is_flag=True, help="Also list the objects that were changed.")
@click.pass_obj
def command(screen: Screen, journal: Path | None, known: str | None, changes: bool) -> int:
    """List the audit log of deployments, and follow its chain of hashes.

    Whoever can write to the file could make a whole new chain: note the hash that is shown at the end where he cannot,
    and ask for it later with --known.

    Exit code 0: the log is whole; 1: a line was changed, taken out or put in, or the known hash is not there.
    """
    folder = state_folder(journal)
    log = read_audit(folder)
    for entry in log.entries:
        screen.result("  ".join(escape_terminal(str(entry.get(name, ""))) for name in COLUMNS) + "\n")
        listed = entry.get("changes")
        for line in listed if changes and isinstance(listed, list) else ():
            screen.result(f"    {escape_terminal(str(line))}\n")
    file = str(folder / NAME)
    if log.broken is not None:
        return screen.refuse(
            say("{file}:{line}: the chain of hashes breaks here", file=file, line=log.broken), FINDINGS
        )
    if known is not None and known not in audit_hashes(folder):
        return screen.refuse(say("{file} has no line with the hash {hash}", file=file, hash=known), FINDINGS)
    screen.note(
        say("{count} entries, the chain is whole; the newest hash is {hash}", count=len(log.entries), hash=log.head)
    )
    return CLEAN
