"""Files on their way in: kept in the data directory only until they are read or given up."""

from __future__ import annotations

import re
import secrets
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

__all__ = ["discard_upload", "keep_upload", "uploaded"]

_TOKEN: Final = re.compile(r"[0-9a-f]{32}")
# Anything else is read as text: the reader then says what is wrong with it.
_ENDINGS: Final = frozenset(
    {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xaf", ".xml", ".gz", ".zip"}
)
_LIVES: Final = timedelta(days=1)


def keep_upload(files: Mapping[str, UploadedFile[bytes]]) -> str:
    """Keep each file under its word (and its own ending); return the token that finds them again.

    What somebody left behind a day ago is thrown away first.
    """
    _sweep()
    token = secrets.token_hex(16)
    folder = _folder() / token
    folder.mkdir(parents=True, mode=0o700)
    for word, file in files.items():
        with (folder / f"{word}{_ending(file.name or '')}").open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
    return token


def uploaded(token: str) -> dict[str, Path]:
    """Find the files of an upload by word; empty when they are gone."""
    if not _TOKEN.fullmatch(token):
        return {}
    folder = _folder() / token
    return {path.stem: path for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def discard_upload(token: str) -> None:
    """Throw the files of an upload away."""
    if _TOKEN.fullmatch(token):
        shutil.rmtree(_folder() / token, ignore_errors=True)


def _folder() -> Path:
    return Path(settings.CHOSEN.data) / "uploads"


def _ending(name: str) -> str:
    ending = Path(name).suffix.lower()
    return ending if ending in _ENDINGS else ".csv"


def _sweep() -> None:
    if not _folder().is_dir():
        return
    oldest = (timezone.now() - _LIVES).timestamp()
    for folder in _folder().iterdir():
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
