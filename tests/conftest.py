"""What every test needs: an offscreen Qt, the language people use, and no state left behind."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("BOKART_REGISTER", None)

import pytest

from bokart_desk import i18n


@pytest.fixture(autouse=True)
def _bokmaal() -> None:
    i18n.use_language("nb")
