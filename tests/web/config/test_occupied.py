from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from binnenuit.errors import SettingError
from binnenuit_web.config import occupied

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("fcntl", reason="only POSIX systems have these locks")


def test_servers_may_stand_beside_each_other(tmp_path: Path) -> None:
    with occupied.serving(tmp_path), occupied.serving(tmp_path):
        pass


def test_nobody_has_it_alone_while_a_server_runs(tmp_path: Path) -> None:
    with occupied.serving(tmp_path), pytest.raises(SettingError) as caught:
        occupied.alone(tmp_path).__enter__()
    assert caught.value.code == "config.server-running"
    with occupied.alone(tmp_path):
        pass


def test_no_server_starts_while_somebody_has_it_alone(tmp_path: Path) -> None:
    with occupied.alone(tmp_path), pytest.raises(SettingError) as caught:
        occupied.serving(tmp_path).__enter__()
    assert caught.value.code == "config.being-moved"
