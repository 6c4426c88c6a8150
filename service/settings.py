"""The service's settings, read from the environment once, when a worker starts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from classifier import SettingsError, default_store

PREFIX: Final = "BARCHASB_"
_SHORTEST_TOKEN: Final = 16  # characters: a shorter secret could be guessed


def _setting(default: Any, meaning: str, *, least: float = 1) -> Any:
    return field(default=default, metadata={"meaning": meaning, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service may be told from outside; every field is BARCHASB_ and its name in capitals.

    docs/service.md has the table, made from the meanings here.
    """

    store: Path = field(
        default_factory=default_store,
        metadata={"meaning": "The model store; by default `models` in the checkout.", "least": 0},
    )
    token: str = _setting("", "Secret for promoting and rolling back over HTTP, at least 16 characters; empty: off.")
    max_body: int = _setting(8 << 20, "Bytes of a request that is not a stream; more is answered 413.")
    max_article: int = _setting(200_000, "Characters of an article, and of all that one request explains; more: 422.")
    max_batch: int = _setting(1_000, "Articles of a batch; more is answered 422.")
    max_requests: int = _setting(64, "Requests that a worker tags at once; one more is answered 503.")
    max_streams: int = _setting(8, "Streams that a worker tags at once; one more is answered 429.")
    stop_seconds: int = _setting(30, "What was begun may take so long when the service stops; then it is cut off.")
    reload_seconds: float = _setting(0.5, "How often a worker looks for a newly promoted version.", least=0.01)
    log: str = _setting("info", "`info` logs every request, `warning` only what went wrong.")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that the environment gives. Raises SettingsError, naming the variable."""
    given = {}
    for setting in fields(Settings):
        name = variable(setting.name)
        if environment.get(name):
            given[setting.name] = _value(name, environment[name], setting.type, setting.metadata["least"])
    settings = Settings(**given)
    if settings.token and len(settings.token) < _SHORTEST_TOKEN:
        raise SettingsError(f"{variable('token')}: shorter than {_SHORTEST_TOKEN} characters; choose a longer secret")
    if settings.log not in ("info", "warning"):
        raise SettingsError(f"{variable('log')}: {settings.log!r} is neither info nor warning")
    return settings


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


def _value(name: str, text: str, kind: Any, least: float) -> Any:
    if kind not in (int, float):
        return kind(text)
    try:
        value = kind(text)
    except ValueError:
        raise SettingsError(f"{name}: {text!r} is not a number") from None
    if not least <= value < float("inf"):
        raise SettingsError(f"{name}: {text} is too small or no number; give {least} or more")
    return value
