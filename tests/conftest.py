"""What every test starts from: Kivy without a screen or a home, and Hypothesis without a stop-watch."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# Kivy reads these once, at its first import; KIVY_HOME remembers settings, so each run has its own.
os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
os.environ.setdefault("KIVY_HOME", str(Path(tempfile.mkdtemp(prefix="scenebook-kivy-"))))
os.environ.update(
    KIVY_NO_ARGS="1",
    KIVY_NO_FILELOG="1",
    KIVY_LOG_MODE="PYTHON",
    KIVY_METRICS_DENSITY="1",
    KIVY_METRICS_FONTSCALE="1",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first, so that no process is left alone with them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the simulated worlds came to, whichever processes lived them."""
    from tests.simulation.slices import summing_up

    reports = [each for each in terminalreporter.getreports("passed") if each.when == "call"]
    said = summing_up([each for report in reports for each in report.user_properties])
    if said:
        terminalreporter.write_line(f"simulation: {said}")


# The same examples for everyone in CI, new ones on a developer's machine; a slow machine is not a failure.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("house")
