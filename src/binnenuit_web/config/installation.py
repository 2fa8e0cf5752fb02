"""From an empty directory to an installation that can be served."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from binnenuit.errors import SettingError
from binnenuit.language import sentence
from binnenuit_web.config.table import KEY_FILE, PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def choose(options: Mapping[str, object | None]) -> None:
    """Let options of a command go before the environment, also in the server's own process."""
    for name, value in options.items():
        if value is not None:
            os.environ[PREFIX + name.upper()] = str(value)


def make_directory(data: Path) -> None:
    """Make the data directory and its key, readable for nobody else."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_key(data / KEY_FILE)
    except OSError as problem:
        raise unusable(data, problem) from problem


def unusable(data: Path, problem: OSError) -> SettingError:
    """Say that the data directory cannot be used, and why."""
    return SettingError(
        "config.data",
        sentence(
            "The data directory {path} cannot be used: {problem}. Choose another with --data.",
            path=data,
            problem=problem.strerror,
        ),
    )


def _make_key(file: Path) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as text:
        text.write(secrets.token_urlsafe(50))


def start_django() -> None:
    """Load the applications; only now, because the settings read the directory made before."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "binnenuit_web.config.settings"
    import django  # noqa: PLC0415  kept off the path of commands that serve nothing

    django.setup()


def migrate() -> None:
    """Bring the database to what this version needs; nothing when it is there already."""
    from django.core.management import call_command  # noqa: PLC0415  needs start_django

    call_command("migrate", verbosity=0, interactive=False)
