"""`nummerplan schema`: the plan language, or the settings of a repository, for editors."""

import click

from nummerplan.cli.screen import Screen


@click.command()
@click.option("--settings", is_flag=True, help="The schema of nummerplan.toml instead.")
@click.pass_obj
def command(screen: Screen, settings: bool) -> None:
    """Print the JSON Schema of a plan (2020-12), for editors."""
    if settings:
        from nummerplan.compiler.text.schema import settings_schema as schema
    else:
        from nummerplan.compiler.text.schema import json_schema as schema
    screen.json(schema())
