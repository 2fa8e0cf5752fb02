"""Imported books as they lie in the data directory: write them, and read them back whole."""

from __future__ import annotations

import shutil
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.conf import settings
from django.db.models import Exists, OuterRef

from binnenuit.chain.model import Account, Books, Charge, Code, Payer, Posting
from binnenuit.organisation.model import Dimension
from binnenuit.tables import read_parquet, write_parquet
from binnenuit_web.chain import models

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["books_in", "drop_folder", "revenue_accounts", "write_books"]

_POSTINGS: Final = "postings.parquet"
_CHARGES: Final = "charges.parquet"
Line = TypeVar("Line", Posting, Charge)


def write_books(books: Books, folder: str) -> None:
    """Write the postings and charges of one file to ``folder`` below the data directory."""
    place = _place(folder)
    place.mkdir(parents=True, exist_ok=True)
    _write(place / _POSTINGS, Posting, books.postings)
    _write(place / _CHARGES, Charge, books.charges)


def drop_folder(folder: str) -> None:
    """Throw away what ``write_books`` wrote."""
    shutil.rmtree(_place(folder), ignore_errors=True)


def books_in() -> tuple[Books, ...]:
    """Every imported file, in the order of arrival."""
    rows = models.Book.objects.order_by("pk").prefetch_related("accounts", "payers", "codes")
    return tuple(_books(row) for row in rows)


def revenue_accounts() -> set[str] | None:
    """Codes of the accounts confirmed as revenue; None while nobody confirmed any."""
    confirmed = models.Account.objects.filter(confirmed__isnull=False)
    if not confirmed.exists():
        return None
    decided = models.Account.objects.filter(book=OuterRef("book"), confirmed__isnull=False)
    # Books that came later keep their proposal until somebody looked at them as well.
    open_ones = models.Account.objects.filter(~Exists(decided), proposed=True)
    return {
        *confirmed.filter(confirmed=True).values_list("code", flat=True),
        *open_ones.values_list("code", flat=True),
    }


def _place(folder: str) -> Path:
    return Path(settings.CHOSEN.data) / folder


def _books(row: models.Book) -> Books:
    place = _place(row.folder)
    return Books(
        source=row.source,
        company=row.company,
        currency=row.currency,
        start=row.start,
        end=row.end,
        accounts=tuple(
            Account(each.code, each.name, each.kind, each.rgs, each.proposed, each.why)
            for each in row.accounts.all()
        ),
        payers=tuple(Payer(each.code, each.name) for each in row.payers.all()),
        codes=tuple(
            Code(Dimension(each.dimension), each.code, each.name) for each in row.codes.all()
        ),
        postings=tuple(_read(place / _POSTINGS, Posting)),
        charges=tuple(_read(place / _CHARGES, Charge)),
    )


def _write(path: Path, kind: type[Line], lines: Iterable[Line]) -> None:
    names = [each.name for each in fields(kind)]
    rows = [astuple(line) for line in lines]
    columns: dict[str, list[Any]] = {
        name: [row[place] for row in rows] for place, name in enumerate(names)
    }
    write_parquet(path, columns)


def _read(path: Path, kind: type[Line]) -> Iterable[Line]:
    return (kind(**row) for row in read_parquet(path))  # type: ignore[arg-type]
