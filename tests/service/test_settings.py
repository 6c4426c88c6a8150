import re
from dataclasses import fields
from pathlib import Path

import pytest

from classifier import SettingsError
from service.settings import Settings, read_settings, variable

TABLE = Path(__file__).parents[2] / "docs" / "service.md"


def test_settings_come_from_the_environment() -> None:
    settings = read_settings(
        {"BARCHASB_STORE": "elsewhere", "BARCHASB_MAX_BATCH": "7", "BARCHASB_RELOAD_SECONDS": "0.1"}
    )

    assert (settings.store, settings.max_batch, settings.reload_seconds) == (Path("elsewhere"), 7, 0.1)


def test_an_empty_variable_is_the_default() -> None:
    assert read_settings({"BARCHASB_MAX_BATCH": ""}).max_batch == Settings().max_batch


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_BATCH", "many"),
        ("MAX_BATCH", "0"),
        ("MAX_BATCH", "-1"),
        ("MAX_BODY", "1.5"),
        ("RELOAD_SECONDS", "nan"),
        ("RELOAD_SECONDS", "inf"),
        ("TOKEN", "short"),
        ("LOG", "loud"),
    ],
)
def test_an_unusable_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"BARCHASB_{name}: "):
        read_settings({f"BARCHASB_{name}": value})


def test_the_documented_table_is_the_settings() -> None:
    rows = dict(re.findall(r"^\| `(BARCHASB_\w+)` \| .* \| (.*) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE))

    assert rows == {variable(setting.name): setting.metadata["meaning"] for setting in fields(Settings)}
