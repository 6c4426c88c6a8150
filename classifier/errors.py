"""The errors that Barchasb raises on purpose; each message says what, where and what to do.

BarchasbError
├── ArticleError    an article that cannot be tagged
├── ArtifactError   an artifact that cannot be trusted or read
├── StoreError      a model store that cannot give or take the version asked for
├── CorpusError     labelled data that cannot be learned or judged from
└── SettingsError   a setting that cannot be used
"""


class BarchasbError(Exception):
    """Base of all expected failures: shown as a message, never as a traceback."""


class ArticleError(BarchasbError):
    """An article is empty or is not text."""


class ArtifactError(BarchasbError):
    """An artifact is missing, truncated, tampered with, foreign or of another format."""


class StoreError(BarchasbError):
    """A model store has no such version, no active version, or cannot be written."""


class CorpusError(BarchasbError):
    """Labelled data is malformed or too small; the message begins with file:line where there is one."""


class SettingsError(BarchasbError):
    """A setting from the environment or the command line has an unusable value."""
