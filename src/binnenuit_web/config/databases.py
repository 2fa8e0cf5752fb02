"""From a setting to Django's description of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from binnenuit.errors import SettingError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from binnenuit_web.config.table import Settings

SQLITE_FILE = "binnenuit.sqlite3"

# FULL: an answer that was confirmed survives a power cut.
# No mmap_size: it made the WAL-reset bug worse.
_SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


def describe(settings: Settings) -> dict[str, Any]:
    """Return the entry for ``DATABASES["default"]``."""
    return _postgresql(settings.database) if settings.database else _sqlite(settings)


def _sqlite(settings: Settings) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(settings.data.resolve() / SQLITE_FILE),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE_START},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    if parts.scheme != "postgresql" or not name:
        raise SettingError(
            "config.database",
            sentence(
                "BINNENUIT_DATABASE must be empty (SQLite) or look like "
                "postgresql://name:password@host/database; its scheme is “{scheme}”.",
                scheme=parts.scheme,
            ),
        )
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
