"""Logs as JSON Lines on standard error. What is logged never holds an article's text."""

import json
import logging
import time
import traceback
from typing import Any, Final

LOGGER: Final = "barchasb"


class JsonLines(logging.Formatter):
    """One JSON object a record: time (UTC), level, event, and the facts given with it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line. Of an exception, its type and where it came from: its message may quote."""
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{record.msecs:03.0f}Z",
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "process": record.process,
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["traceback"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


class Unexpected(logging.Filter):
    """Lets through what somebody may have to act on: not the server's doubt about the number of its threads.

    There is one for every place that a request may take, and most of them wait.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to log the record."""
        return not record.getMessage().startswith("Configuration allows spawning up to ")


def log_config(level: str) -> dict[str, Any]:
    """Return the configuration of logging for `logging.config.dictConfig`: ours and the server's on one stream."""

    def ours() -> dict[str, Any]:  # a dictionary each: the server writes a level of its own into its one
        return {"handlers": ["stderr"], "level": level.upper(), "propagate": False}

    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "service.logs.JsonLines"}},
        "filters": {"unexpected": {"()": "service.logs.Unexpected"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "filters": ["unexpected"],
                "stream": "ext://sys.stderr",
            }
        },
        "loggers": {LOGGER: ours(), "_granian": ours()},
    }
