"""What every test needs: an offscreen Qt, the language people use, and nothing of the user's own touched."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from bokart_desk import i18n

# The same examples in every run, and no clock: a busy machine must not fail a test. To look further:
# pytest --hypothesis-profile=search
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("same")

USER_FOLDERS = (
    *("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"),
    *("WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_APPDATA"),
)


@pytest.fixture(scope="session", autouse=True)
def _folders_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests, and the programs they start, away from the settings and the register of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("BOKART_REGISTER", raising=False)
        home = tmp_path_factory.mktemp("user")
        for name in USER_FOLDERS:
            patch.setenv(name, str(home / name.lower()))
        yield


_GARBAGE = 50_000
"""How many objects may be made before the collector looks at them: few enough for memory, many enough for time."""


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> None:
    """As in the program: a collection on a worker's thread would delete widgets there, and Qt stands still or crashes.

    That holds for tests without a window too: windows of the tests before may not have been deleted yet.
    """
    gc.disable()
    if gc.get_count()[0] > _GARBAGE:
        gc.collect()


@pytest.fixture(autouse=True)
def _bokmaal() -> None:
    i18n.use_language("nb")
