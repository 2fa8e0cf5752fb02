"""What was read, file by file, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from binnenuit.language import Sentence
from binnenuit_web.organisation import models

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from binnenuit.errors import BinnenuitError
    from binnenuit.findings import Finding

__all__ = ["Note", "SourceRead", "note", "pack", "pack_error", "record", "sources", "unpack"]


@dataclass(frozen=True)
class Note:
    """One finding as it stands on a page."""

    code: str
    text: str
    file: str
    row: int | None


@dataclass(frozen=True)
class SourceRead:
    name: str
    kind: str
    read_at: datetime
    notes: tuple[Note, ...]


def note(finding: Finding, language: str) -> Note:
    return Note(finding.code, finding.sentence.say(language), finding.file, finding.row)


def record(name: str, kind: str, findings: Iterable[Finding]) -> None:
    """Remember that a file was read; the latest reading of a kind and name counts."""
    models.Source.objects.filter(name=name, kind=kind).delete()
    models.Source.objects.create(
        name=name, kind=kind, read_at=timezone.now(), findings=[pack(item) for item in findings]
    )


def sources(language: str) -> tuple[SourceRead, ...]:
    """All files that were read, latest first."""
    return tuple(
        SourceRead(
            row.name, row.kind, row.read_at, tuple(unpack(item, language) for item in row.findings)
        )
        for row in models.Source.objects.order_by("-read_at", "-pk")
    )


def pack(finding: Finding) -> dict[str, Any]:
    """Keep a finding so that it can be said later in any language."""
    return {
        "code": finding.code,
        "sentence": _pack_sentence(finding.sentence),
        "file": finding.file,
        "row": finding.row,
    }


def pack_error(error: BinnenuitError) -> dict[str, Any]:
    return {
        "code": error.code,
        "sentence": _pack_sentence(error.sentence),
        "file": error.file,
        "row": error.row,
    }


def unpack(record: Mapping[str, Any], language: str) -> Note:
    said = _unpack_sentence(record["sentence"]).say(language)
    return Note(record["code"], said, record["file"], record["row"])


def _pack_sentence(said: Sentence) -> dict[str, Any]:
    return {
        "template": said.template,
        "fields": {name: _pack_field(value) for name, value in said.fields.items()},
    }


def _pack_field(value: object) -> object:
    if isinstance(value, Sentence):
        return _pack_sentence(value)
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value if isinstance(value, int | float) else str(value)


def _unpack_sentence(record: Mapping[str, Any]) -> Sentence:
    fields = {name: _unpack_field(value) for name, value in record["fields"].items()}
    return Sentence(record["template"], fields)


def _unpack_field(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    return date.fromisoformat(value["date"]) if "date" in value else _unpack_sentence(value)
