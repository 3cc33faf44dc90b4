"""``spread-elearn glossary import``: the command line of the way in."""

import click


@click.group()
def glossary() -> None:
    """Bring glossaries in."""
