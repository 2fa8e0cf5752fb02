"""``make bench``: every measurement beside its peer in one run; results also under build/bench."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

RESULTS = Path("build/bench")
CASES = (
    *("books", "funding", "gate", "cut", "daily"),
    *("mirror_agreement", "mirror_models", "mirror_rollup", "mirror_references"),
    "mirror_ballots",
    "dialogue",
)


def main() -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        print(f"== {case}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{case}", *sys.argv[1:]]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            lines = list(_echo(running))
        (RESULTS / f"{case}.txt").write_text("".join(lines), encoding="utf-8")
        if running.returncode:
            sys.exit(f"benchmark {case} ended with {running.returncode}")


def _echo(running: subprocess.Popen[str]) -> list[str]:
    lines = []
    for line in running.stdout or ():
        print(line, end="", flush=True)
        lines.append(line)
    return lines


if __name__ == "__main__":
    main()
