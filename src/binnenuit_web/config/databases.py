"""From a setting to Django's description of the database, and to words for people."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from binnenuit.errors import SettingError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from pathlib import Path
    from urllib.parse import SplitResult

    from binnenuit_web.config.table import Settings

Description = dict[str, Any]

SQLITE_FILE = "binnenuit.sqlite3"

# FULL: an answer that was confirmed survives a power cut.
# secure_delete: what was destroyed, such as the key of a week, is not left in free pages.
# No mmap_size: it made the WAL-reset bug worse.
_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;"
)
# A file that is thrown away when anything fails waits for no disk.
_PASSING_START = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"


def describe(settings: Settings) -> Description:
    """Return the entry for ``DATABASES["default"]``."""
    if settings.database:
        return on_postgresql(settings.database)
    return in_file(settings.data.resolve() / SQLITE_FILE)


def in_file(path: Path) -> Description:
    """Describe a database on SQLite."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE_START},
    }


def in_passing_file(path: Path) -> Description:
    """Describe a database on SQLite that is copied into and then put where it shall last."""
    passing = in_file(path)
    return {**passing, "OPTIONS": {**passing["OPTIONS"], "init_command": _PASSING_START}}


def on_postgresql(url: str) -> Description:
    """Describe a database on a PostgreSQL server; refused when the address is of another kind."""
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    if parts.scheme != "postgresql" or not name or not _has_usable_port(parts):
        raise SettingError(
            "config.database",
            sentence(
                "A database must look like postgresql://name:password@host/database; its scheme is "
                "“{scheme}”. For SQLite, leave BINNENUIT_DATABASE empty.",
                scheme=parts.scheme,
            ),
        )
    _need_psycopg()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def in_words(description: Description) -> str:
    """Name a database without its password: a file, or database and host."""
    if not description.get("HOST"):
        return str(description["NAME"])
    port = f":{description['PORT']}" if description["PORT"] else ""
    return f"{description['NAME']} at {description['HOST']}{port}"


def _has_usable_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False


def _need_psycopg() -> None:
    if find_spec("psycopg") is None:
        raise SettingError(
            "config.no-psycopg",
            sentence(
                "PostgreSQL needs the package psycopg, which is not installed. Install it with: "
                'pip install "binnenuit[postgres]"'
            ),
        )
