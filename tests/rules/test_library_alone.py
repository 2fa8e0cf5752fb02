"""The library and its command line run where Django does not exist."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys

class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "binnenuit_web"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NoDjango())
import binnenuit.chain.compute, binnenuit.chain.disclose, binnenuit.chain.read
import binnenuit.organisation, binnenuit.tables
from binnenuit.cli.chain import chain
print(chain.name)
"""


def test_the_library_and_the_chain_command_need_no_django() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "chain", done.stderr
