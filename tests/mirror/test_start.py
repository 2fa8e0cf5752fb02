"""How much is loaded before the mirror says its first word."""

from __future__ import annotations

import subprocess
import sys


def test_the_command_loads_no_package_that_takes_a_second() -> None:
    told = "import sys, binnenuit.cli.mirror; print('scipy.stats' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=120
    )
    assert found.stdout.strip() == "False"
