"""The Flask application of one worker."""

from typing import Final

from flask import Response
from flask_openapi3.models.info import Info
from flask_openapi3.models.security_scheme import SecurityScheme
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from service.application import Application
from service.documentation import protect_documentation
from service.models import models_api
from service.observing import observed
from service.operations import operations_api
from service.page import pages, problem_answer
from service.problems import Problem
from service.schemas import ProblemAnswer
from service.settings import Settings, read_settings
from service.tagging import tagging_api
from service.worker import start_worker

_ABOUT: Final = (
    "Tags Persian news articles by topic. Every answer carries X-Request-ID, X-Model-Version and X-Model-SHA256; "
    "errors are problem details in English or Persian by Accept-Language."
)
_KINDS: Final = {404: "not-found", 405: "method-not-allowed"}


def create_app(settings: Settings | None = None) -> Application:
    """Return the application, its model loaded and warmed; the settings are the environment's unless given.

    Without a model that loads it answers 503 until one is promoted. Raises SettingsError.
    """
    settings = read_settings() if settings is None else settings
    worker = start_worker(settings)
    app = Application(
        __name__,
        info=Info(title="Barchasb", version="1", description=_ABOUT),
        security_schemes={"token": SecurityScheme(type="http", scheme="bearer")},
        validation_error_status="default",
        validation_error_model=ProblemAnswer,
        validation_error_callback=_invalid_path,
    )
    for api in (tagging_api(worker), models_api(worker), operations_api(worker)):
        app.register_api(api)
    app.register_blueprint(pages(worker))
    protect_documentation(app)
    _answer_problems(app)
    app.wsgi_app = observed(app.wsgi_app, worker)  # type: ignore[assignment,method-assign]  # as Flask's documentation wants it
    return app


def _invalid_path(_problem: Exception) -> Response:
    """Answer an address whose variable part is not what the schema asks for."""
    return problem_answer(Problem("not-found"))


def _answer_problems(app: Application) -> None:
    """Make every failure problem details."""

    @app.errorhandler(Problem)
    def expected(problem: Problem) -> Response:
        return problem_answer(problem)

    @app.errorhandler(HTTPException)
    def refused(problem: HTTPException) -> Response | BaseResponse:
        if isinstance(problem.response, BaseResponse):  # made by us already
            return problem.response
        headers = {name: value for name, value in problem.get_headers() if name == "Allow"}
        kind = _KINDS.get(problem.code or 500, "malformed-request" if (problem.code or 500) < 500 else "internal-error")
        return problem_answer(Problem(kind, {"reason": problem.description}, headers=headers))
