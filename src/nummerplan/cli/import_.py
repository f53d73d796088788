"""`nummerplan import`: a plan from what a live company holds."""

from datetime import date
from pathlib import Path

import click

from nummerplan.cli.companies import SECRETS
from nummerplan.cli.options import today_option
from nummerplan.cli.screen import Screen
from nummerplan.compiler.artefacts.secrets import project_secrets
from nummerplan.compiler.deployment.workflow.import_plan import import_plan, write_report
from nummerplan.compiler.findings.exit_code import exit_code
from nummerplan.compiler.findings.report import render
from nummerplan.compiler.findings.rule_selection import choose_rules
from nummerplan.compiler.pipeline import check_paths
from nummerplan.compiler.reading.project_settings import find_project
from nummerplan.model.deployment.imported import ImportedSetting, by_outcome
from nummerplan.model.message import Message, say
from nummerplan.model.plan.company import Platform


@click.command("import", short_help="Write a plan from what a live company holds.")
@click.option("--platform", "name", required=True, metavar="NAME", help="A platform of the project's settings.")
@click.option("--service-provider", required=True, metavar="ID", help="The service provider of the company's group.")
@click.option("--group", required=True, metavar="ID", help="The company's group.")
@click.option("--domain", metavar="DOMAIN", help="The domain of the company's ids. Default: that of most of them.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="Where the plan goes.")
@SECRETS
@today_option()
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    name: str,
    service_provider: str,
    group: str,
    domain: str | None,
    out: Path,
    secrets: str | None,
    today: date,
) -> int:
    """Read a company from its platform, write it as a plan, and check that. Nothing is overwritten, and nothing is
    changed on the platform. Secrets and recordings cannot be read: the plan refers to them by name.

    Exit code 0: the plan is written, and nothing is wrong with it; 1: it is written, and has findings; 2: wrong usage
    or settings; 3: the platform could not be read.
    """
    project = find_project(out if out.exists() else out.absolute().parent)
    platform = Platform(name=name, service_provider=service_provider, group=group, domain=domain)
    given = project_secrets(secrets, project, out)
    found = import_plan(platform, project, given, out, today)
    written = write_report(found, screen.translate)
    screen.note(say("{objects} objects written to {file}", objects=len(found.platform.objects), file=str(found.plan)))
    if domain is None and found.site.domain:
        screen.note(say("the domain of most ids is {domain}, and so that of the plan", domain=found.site.domain))
    screen.note(_counts(found.rows, written))
    _, report = check_paths([found.plan], today, choose_rules(project))
    screen.result(render("text", report, screen.translate, screen.colour))
    return exit_code(report.findings, project.fail_on)


def _counts(rows: tuple[ImportedSetting, ...], file: Path) -> Message:
    """What became of everything that was read, in one sentence."""
    names = ("said", "otherwise", "left", "unread")
    counts = dict(zip(names, by_outcome(rows).values(), strict=True))
    return say(
        "objects and settings: {said} the plan says, {otherwise} it says otherwise, {left} no plan can say or are left"
        " to the platform, {unread} are not understood; {file} has them",
        **counts,
        file=str(file),
    )
