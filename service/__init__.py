"""The service: tags articles over HTTP with the active version of a model store."""

from service.app import create_app

__all__ = ["create_app"]
