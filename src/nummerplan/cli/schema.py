"""`nummerplan schema`: the plan language, or the settings of a repository, for editors."""

import json

import click


@click.command()
@click.option("--settings", is_flag=True, help="The schema of nummerplan.toml instead.")
def command(settings: bool) -> None:
    """Print the JSON Schema of a plan (2020-12), for editors."""
    if settings:
        from nummerplan.compiler.text.schema import settings_schema as schema
    else:
        from nummerplan.compiler.text.schema import json_schema as schema
    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))
