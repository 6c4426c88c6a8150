"""What the service is measured against: a Flask view that parses the JSON and answers a constant."""

from flask import Flask, request


def create_app() -> Flask:
    """Return the application."""
    app = Flask(__name__)

    @app.post("/v1/tags")
    def constant() -> dict[str, object]:
        request.get_json()
        return {"id": None, "tags": ["trade"], "scores": {}}

    return app
