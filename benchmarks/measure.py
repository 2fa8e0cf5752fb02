"""Run one case in a fresh process and say what it took: wall time, CPU time, peak memory.

A case is a function ``prepare(**arguments) -> work``; only ``work()`` is timed, but the memory is
that of the whole process. ``work()`` returns a dictionary with plain values, and possibly an array.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEGABYTE = 1024 * (1024 if sys.platform == "darwin" else 1)


class Measured(NamedTuple):
    """Seconds, megabytes and what the work returned; only ``failure`` when it did not get there."""

    wall: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0
    values: dict[str, Any] = {}
    failure: str = ""


def measure(case: str, *, array: Path, limit: float = 600, **arguments: object) -> Measured:
    """Run ``module:function`` with ``arguments``; its array, if any, is written to ``array``."""
    command = [sys.executable, "-m", "benchmarks.measure", case, str(array), json.dumps(arguments)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return Measured(failure=f"stopped after {limit:.0f} s")
    if done.returncode:
        return Measured(failure=(done.stderr.strip().splitlines() or ["ended without a word"])[-1])
    return Measured(**json.loads(done.stdout))


def _run(case: str, array: str, arguments: str) -> None:
    module, name = case.split(":")
    work: Callable[[], dict[str, Any]] = getattr(import_module(module), name)(
        **json.loads(arguments)
    )
    wall, cpu = time.perf_counter(), _cpu()
    values = work()
    wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    if "array" in values:
        np.save(array, values.pop("array"))
    print(json.dumps({"wall": wall, "cpu": cpu, "memory": memory, "values": values}))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    _run(*sys.argv[1:])
