"""One at a time publishes, in all threads and processes; who is killed holds nobody up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from binnenuit.errors import LedgerError
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.releases.folder import HIDDEN
from binnenuit_web.privacy.services import publishing
from tests.privacy.rounds import closed

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.privacy.releases.released import Release
    from binnenuit_web.privacy.services import Before

HOLDS = """
import django
django.setup()
from binnenuit_web.privacy.services import publishing
with publishing():
    print("in", flush=True)
    import time
    time.sleep(60)
"""


def make(before: Before) -> Release:
    round_ = closed({"firm": None, "a": "firm", "b": "firm"}, {"a": 12, "b": 15})
    return round_.release(ledger=before.ledger, secret=before.secret)


def publish_quietly(done: threading.Event) -> None:
    with publishing():
        done.set()


def test_a_round_is_shown_once_and_the_folder_passes_the_auditor(tmp_path: Path) -> None:
    with publishing() as house:
        first = house.publish("2026-1", "support", make)
    with publishing() as house:
        again = house.publish("2026-1", "support", make)
        assert house.standing(["support"]) == {"2026-1"}
    assert first["groups"][1]["figures"] == again["groups"][1]["figures"]
    assert all(verdict.passed for verdict in audit_releases(tmp_path / "published").verdicts)


def test_nobody_else_reads_key_and_ledger(tmp_path: Path) -> None:
    with publishing() as house:
        house.publish("2026-1", "support", make)
    hidden = tmp_path / "published" / HIDDEN
    assert hidden.stat().st_mode & 0o077 == 0
    for file in hidden.rglob("*"):
        assert file.is_dir() or file.stat().st_mode & 0o077 == 0


def test_another_thread_waits_its_turn() -> None:
    done = threading.Event()
    with publishing():
        thread = threading.Thread(target=publish_quietly, args=[done])
        thread.start()
        assert not done.wait(0.2)
    assert done.wait(10)
    thread.join()


def test_another_process_is_waited_for_and_killed_it_lets_go(tmp_path: Path) -> None:
    holds = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", HOLDS],
        stdout=subprocess.PIPE,
        env={
            **os.environ,
            "BINNENUIT_DATA": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "binnenuit_web.config.settings",
        },
    )
    assert holds.stdout is not None
    assert holds.stdout.readline() == b"in\n"
    done = threading.Event()
    thread = threading.Thread(target=publish_quietly, args=[done])
    thread.start()
    assert not done.wait(0.2)
    holds.kill()
    assert done.wait(10)
    thread.join()
    holds.stdout.close()
    holds.wait()


def test_a_ledger_that_was_cut_short_stops_everything(tmp_path: Path) -> None:
    with publishing() as house:
        house.publish("2026-1", "support", make)
    (tmp_path / "published" / HIDDEN / "ledger.jsonl").write_text("")
    with publishing() as house, pytest.raises(LedgerError):
        house.publish("2026-2", "trust", make)
