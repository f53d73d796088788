"""`nummerplan schema`: the plan language for editors."""

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of a plan (2020-12), for editors."""
    import json

    from nummerplan.compiler.text.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
