"""Options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from classifier import default_store
from training.records import FIELDS

_MAPPING_HELP: Final = "Name of one of our fields in the data, such as tags=section; repeat for several."


def _names(_ctx: click.Context, _param: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    names = {}
    for pair in pairs:
        ours, _, theirs = pair.partition("=")
        if ours not in FIELDS or not theirs:
            raise click.BadParameter(f"{pair!r} is not OURS=THEIRS with OURS one of {', '.join(FIELDS)}")
        names[ours] = theirs
    return names


def field_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--field OURS=THEIRS` as the argument `names`."""
    option = click.option("--field", "names", metavar="OURS=THEIRS", multiple=True, callback=_names, help=_MAPPING_HELP)
    return option(command)


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--store DIR` as the argument `store`."""
    option = click.option(
        "--store",
        type=click.Path(file_okay=False, path_type=Path),
        default=default_store,
        show_default="BARCHASB_STORE, else models/ in the checkout",
        help="The model store.",
    )
    return option(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the flag `--json` as the argument `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")(command)
