"""`nummerplan platform serve`: the BroadWorks simulator, to try deployments without an account anywhere."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nummerplan.cli.screen import CLEAN, USAGE, Screen
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say
from nummerplan.targets.broadworks.simulator.fault_injection import FAULTS, FaultError, FaultInjection, fault_rules
from nummerplan.targets.broadworks.simulator.seed import DEMO, SeedError, TenantSeed, read_seeds
from nummerplan.targets.broadworks.simulator.serving import SIMULATED_RELEASES, Administrator, Ports, serving

if TYPE_CHECKING:
    from nummerplan.compiler.findings.check_plans import Checked
    from nummerplan.model.settings.project import Project

PASSWORD = "NUMMERPLAN_PLATFORM_PASSWORD"  # noqa: S105 - the name of a variable
ADMINISTRATOR = "nummerplan"
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("platform", short_help="Serve the BroadWorks simulator.")
@click.argument("action", type=click.Choice(["serve"]))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=2208, show_default=True, help="For OCI-P; 0: any.")
@click.option("--soap-port", type=click.IntRange(0, 65535), help="For OCI-P over SOAP; 0: any. Without it: none.")
@click.option(
    "--tls",
    nargs=2,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CERT KEY",
    help="Speak TLS with this certificate and its key, PEM files.",
)
@click.option("--plain-passwords", is_flag=True, help="Accept passwords that are not signed without TLS too.")
@click.option("--state", type=_FILE, help="The SQLite file that keeps everything. Without it nothing is kept.")
@click.option("--administrator", default=ADMINISTRATOR, show_default=True, help="Who may do everything.")
@click.option(
    "--for",
    "plans",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PLAN",
    help="Prepare what the plans there need: their groups, domains, numbers and types of telephones.",
)
@click.option("--tenants", multiple=True, type=_FILE, help="Prepare the groups of a TOML file, tables [[tenants]].")
@click.option(
    "--misbehave",
    multiple=True,
    metavar="FAULT",
    help="KIND=SHARE (drop-after=5%), KIND@N, at the N-th command that changes something, or KIND@REQUEST:N, at the"
    f" N-th of a request or of any: {', '.join(FAULTS)}.",
)
@click.option("--delay", type=click.FloatRange(min=0), default=0.0, help="Seconds before each command.")
@click.option("--seed", type=int, default=0, help="The same seed injects faults into the same commands.")
@click.option(
    "--release",
    type=click.Choice(SIMULATED_RELEASES),
    default=SIMULATED_RELEASES[-1],
    show_default=True,
    help="The release that it is: it refuses the requests of later ones.",
)
@click.option("--registered", multiple=True, metavar="LINE", help="A line whose telephone is registered; *: all.")
@click.option("--control", type=_FILE, help="A TOML file that may change misbehave, delay, seed and registered later.")
@click.pass_obj
def command(screen: Screen, /, **options: Any) -> int:
    """Serve the BroadWorks simulator: a platform that speaks OCI-P as a BroadWorks does, for tests, never for calls.

    The addresses that it listens on are printed, one to a line, and it runs until it is interrupted. Without --for and
    --tenants there is the group demo of the service provider demo. The administrator's password comes from the
    environment variable NUMMERPLAN_PLATFORM_PASSWORD, or is made up and shown once.

    Exit code 0: it was interrupted; 2: it could not be started so.
    """
    logging.basicConfig(level=logging.WARNING)
    try:
        return _serve(screen, options)
    except FaultError as problem:
        return screen.refuse(say("--misbehave: {reason}", reason=problem), USAGE)
    except SeedError as problem:
        return screen.refuse(say("the groups cannot be made: {reason}", reason=problem), USAGE)
    except OSError as problem:
        return screen.refuse(say("the simulator cannot be served: {reason}", reason=_reason(problem)), USAGE)


def _reason(problem: OSError) -> str:
    return f"{problem.filename}: {problem.strerror}" if problem.filename else problem.strerror or str(problem)


def _serve(screen: Screen, options: dict[str, Any]) -> int:
    seeds = [seed for path in options["plans"] for seed in seeds_of(path)]
    seeds += [seed for file in options["tenants"] for seed in read_seeds(file)]
    certificate, key = options["tls"] or (None, None)
    where = (options["host"], options["port"], options["soap_port"])
    ports = Ports(*where, certificate, key, options["plain_passwords"], options["release"])
    fault_injection = FaultInjection(
        fault_rules(options["misbehave"]),
        options["delay"],
        frozenset(options["registered"]),
        options["control"],
        options["seed"],
    )
    if not options["administrator"].isprintable():
        raise SettingError(say("--administrator is no name that could be typed"))
    administrator = Administrator(options["administrator"], os.environ.pop(PASSWORD, ""))
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_found: stop.set())
    with serving(ports, seeds or [DEMO], administrator, fault_injection, options["state"]) as found:
        if found.made_up:
            about = {"administrator": administrator.user_id, "password": found.made_up}
            screen.note(say("the password of {administrator} is {password}; it is not shown again", **about))
        screen.result("".join(f"{address}\n" for address in found.addresses))
        sys.stdout.flush()
        # Only the main thread acts on a signal, and one that came to another thread does not wake it.
        while not stop.wait(0.5):
            pass
    return CLEAN


def seeds_of(path: Path) -> Iterator[TenantSeed]:
    """What the plans at a path need an operator to prepare. Raises `SettingError`."""
    # Without plans the simulator starts much sooner: what reads them is imported with the first one.
    from nummerplan.compiler.findings.rule_selection import Selection
    from nummerplan.compiler.pipeline import check_paths
    from nummerplan.compiler.reading.project_settings import find_project

    project = find_project(path)
    checked, _ = check_paths([path], datetime.now().date(), Selection())
    if not checked or not all(plan.was_read for plan in checked):
        raise SettingError(say("there is no plan at {path}", path=path))
    return (_seed(plan, project) for plan in checked)


def _seed(checked: "Checked", project: "Project") -> TenantSeed:
    plan, name = checked.linked.plan, checked.linked.name
    home = plan.platform
    if home is None or not home.service_provider or not home.group or not home.domain:
        wanted = "platform: {name: NAME, service_provider: SP, group: G, domain: D}"
        raise SettingError(say("{plan} does not say where the company lives; write {wanted}", plan=name, wanted=wanted))
    names = [user.username or "" for user in plan.users.values()]
    domains = [name.partition("@")[2] for name in names if "@" in name]
    types = project.platforms.get(home.name, {}).get("device_types", {})
    return TenantSeed(
        home.service_provider,
        home.group,
        tuple(dict.fromkeys((home.domain, *domains))),
        tuple(f"{row.first}..{row.last}" for row in checked.linked.assigned if row.first and row.last),
        device_types=tuple(one for one in types.values() if isinstance(one, str)) if isinstance(types, dict) else (),
        time_zone=plan.company.time_zone,
    )
