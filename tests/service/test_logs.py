import json
import logging
import sys

from granian.log import LogLevels, configure_logging

from service.logs import LOGGER, JsonLines, Unexpected, log_config


def test_an_exception_is_logged_by_where_it_came_from_and_not_by_what_it_says() -> None:
    try:
        int("a secret article")
    except ValueError:
        record = logging.LogRecord("barchasb", logging.ERROR, __file__, 1, "request failed", None, sys.exc_info())

    line = json.loads(JsonLines().format(record))

    assert line["exception"] == "ValueError"
    assert "test_logs.py" in line["traceback"][0]
    assert "secret" not in json.dumps(line)


def test_the_server_cannot_change_how_much_the_service_logs():
    config = log_config("warning")

    configure_logging(LogLevels.info, config)

    assert not logging.getLogger(LOGGER).isEnabledFor(logging.INFO)


def test_a_thread_for_every_place_is_no_warning() -> None:
    server, message = logging.getLogger("_granian"), "Configuration allows spawning up to 76 Python threads, which"

    def passes(event: str) -> bool:
        return bool(Unexpected().filter(server.makeRecord(server.name, logging.WARNING, "", 0, event, (), None)))

    assert not passes(message)
    assert passes("Unexpected exit from worker-1")
