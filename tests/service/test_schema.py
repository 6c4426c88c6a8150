"""Whatever the OpenAPI document allows, and much that it does not, is answered as the document says."""

import contextlib
import os
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from service import create_app
from service.settings import Settings

CASES = int(os.environ.get("BARCHASB_TEST_CASES", "30"))  # per address; docs/service.md says how many by hand

# A schema cannot say that an article must not be blank or which tags the model has, and any text is an article.
BEYOND_THE_SCHEMA = [positive_data_acceptance, negative_data_rejection]

NDJSON = "application/x-ndjson"


@schemathesis.serializer(NDJSON)
def as_lines(_context: schemathesis.SerializationContext, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@schemathesis.deserializer(NDJSON)
def as_text(_context: schemathesis.DeserializationContext, answer: schemathesis.Response) -> str:
    return answer.text


@pytest.mark.parametrize("mode", [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE])
def test_every_address_answers_as_documented(made_store: Path, mode: schemathesis.GenerationMode) -> None:
    app = create_app(Settings(store=made_store, max_streams=1000))
    document = schemathesis.openapi.from_wsgi("/openapi/openapi.json", app)
    called = []

    for found in document.get_all_operations():
        operation = found.ok()

        @settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(operation.as_strategy(generation_mode=mode))
        def call(case: schemathesis.Case) -> None:
            called.append(case.call_and_validate(excluded_checks=BEYOND_THE_SCHEMA).status_code)

        with contextlib.suppress(Unsatisfiable):  # an address without parameters has no wrong case
            call()

    assert {200} < set(called) or mode is schemathesis.GenerationMode.NEGATIVE
    assert len(called) >= CASES
    print(f"{len(called)} cases")  # noqa: T201 - the figure in docs/service.md
