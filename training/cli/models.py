"""`barchasb models`: the versions in the model store."""

import dataclasses
import json
import sys
from pathlib import Path

import click

from classifier import Store, StoreError
from training.cli.options import json_option, store_option


@click.group(name="models")
def command() -> None:
    """List, show, promote and roll back model versions.

    \b
    barchasb models list
    barchasb models rollback
    """


@command.command(name="list")
@store_option
@json_option
def list_versions(store: Path, as_json: bool) -> None:
    """List the versions, newest first.

    Example: barchasb models list
    """
    if not store.is_dir():
        raise StoreError(f"{store}: there is no model store; run: barchasb train")
    versions = Store(store)
    active = versions.active()
    cards = [versions.card(version) for version in reversed(versions.versions())]
    if as_json or not sys.stdout.isatty():
        for card in cards:
            click.echo(json.dumps({"active": card.version == active, **dataclasses.asdict(card)}, ensure_ascii=False))
        return
    from training.cli.tables import print_versions

    print_versions(cards, active)


@command.command()
@click.argument("version", required=False)
@store_option
@json_option
def show(version: str | None, store: Path, as_json: bool) -> None:
    """Show a version's model card, by default the active one's.

    Example: barchasb models show
    """
    versions = Store(store)
    active = versions.active()
    version = version or active
    if version is None:
        raise StoreError(f"{store}: no active version; run: barchasb train")
    card = versions.card(version)
    if as_json or not sys.stdout.isatty():
        click.echo(json.dumps({"active": version == active, **dataclasses.asdict(card)}, ensure_ascii=False, indent=2))
        return
    from training.cli.tables import print_card

    print_card(card, active=version == active)


@command.command()
@click.argument("version")
@store_option
def promote(version: str, store: Path) -> None:
    """Make a version the active one.

    Example: barchasb models promote VERSION
    """
    Store(store).promote(version)
    click.echo(f"active: {version}")


@command.command()
@store_option
def rollback(store: Path) -> None:
    """Make the version that was active before active again.

    Example: barchasb models rollback
    """
    click.echo(f"active: {Store(store).rollback()}")
