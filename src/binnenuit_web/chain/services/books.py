"""Accounting files: taken in, read in the background, followed, and taken out again."""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from binnenuit.chain.read import read_books
from binnenuit.errors import BinnenuitError
from binnenuit_web.chain import models
from binnenuit_web.chain.services.library import drop_folder, write_books
from binnenuit_web.chain.services.picture import keep_payers
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.files.uploadedfile import UploadedFile

    from binnenuit.chain.model import Books
    from binnenuit.findings import Finding, Reading
    from binnenuit_web.organisation.services import Note

__all__ = [
    "ImportState",
    "answer_import",
    "has_books",
    "import_state",
    "imports",
    "read_import",
    "remove_import",
    "start_import",
]

log = logging.getLogger("binnenuit.chain")
_FILE: Final = "books"
_PROGRESS_STEPS: Final = 50


@dataclass(frozen=True)
class ImportState:
    """How far one accounting file is.

    Attributes
    ----------
    problem
        Why it could not be read, or what is asked about it.
    question
        The answer it waits for, ``date_order`` or ``decimal_mark``; else empty.
    """

    token: str
    name: str
    state: str
    progress: float
    problem: str
    notes: tuple[Note, ...]
    lines: int
    customers: int
    revenue_accounts: int
    codes: int
    question: str

    @property
    def is_busy(self) -> bool:
        return self.state in {models.State.WAITING, models.State.READING}

    @property
    def is_read(self) -> bool:
        return self.state == models.State.READ


def start_import(file: UploadedFile[bytes]) -> str:
    """Take a file in; it still has to be read. Returns the token that follows it."""
    token = organisation.keep_upload({_FILE: file})
    models.Import.objects.create(token=token, name=file.name or "", asked_at=timezone.now())
    return token


def read_import(token: str) -> None:
    """Read a file that was taken in: all of it is stored, or a sentence why not.

    The file itself is thrown away. Runs in the background and can be asked for twice.
    """
    row = models.Import.objects.filter(token=token, state=models.State.WAITING).first()
    path = organisation.uploaded(token).get(_FILE)
    if row is None or path is None:
        return
    models.Import.objects.filter(pk=row.pk).update(state=models.State.READING)
    answers = organisation.Answers(row.date_order, row.decimal_mark)
    try:
        reading = read_books(path, progress=_progress_of(row.pk), **answers.options())
        _store(row, reading)
    except BinnenuitError as error:
        _fail(row, error)
    finally:
        # Whatever else went wrong is logged once by the worker; the page must not wait forever.
        unfinished = models.Import.objects.filter(pk=row.pk, state=models.State.READING)
        unfinished.update(state=models.State.FAILED)
        if not models.Import.objects.filter(pk=row.pk, state=models.State.ASKING).exists():
            organisation.discard_upload(token)
    keep_payers()


def answer_import(token: str, answers: organisation.Answers) -> bool:
    """Say how the file is to be read; True when it is to be read again."""
    asking = models.Import.objects.filter(token=token, state=models.State.ASKING)
    given = {name: value for name, value in asdict(answers).items() if value}
    if not given:
        return False
    return bool(asking.update(state=models.State.WAITING, question="", problem=None, **given))


def _progress_of(pk: int) -> Callable[[float], None]:
    said = -1

    def progress(share: float) -> None:
        nonlocal said
        step = int(share * _PROGRESS_STEPS)
        if step != said:
            said = step
            models.Import.objects.filter(pk=pk).update(progress=min(1.0, share))

    return progress


def _fail(row: models.Import, error: BinnenuitError) -> None:
    log.info("books not read: %s", error.code)
    question = organisation.QUESTIONS.get(error.code, "")
    asks = bool(question) and not getattr(row, question)
    models.Import.objects.filter(pk=row.pk).update(
        state=models.State.ASKING if asks else models.State.FAILED,
        question=question if asks else "",
        problem=organisation.pack_error(error),
    )


def _store(row: models.Import, reading: Reading[tuple[Books, ...]]) -> None:
    folders = [f"books/{row.token}-{number}" for number in range(len(reading.value))]
    try:
        for books, folder in zip(reading.value, folders, strict=True):
            write_books(books, folder)
        with transaction.atomic():
            for books, folder in zip(reading.value, folders, strict=True):
                _store_rows(row, books, folder)
            findings = [organisation.pack(_named(item, row.name)) for item in reading.findings]
            models.Import.objects.filter(pk=row.pk).update(
                state=models.State.READ, progress=1, findings=findings
            )
            organisation.touch()
    except BaseException:
        _drop(folders)
        raise


def _named(finding: Finding, name: str) -> Finding:
    """Give the finding the name under which the file came; it was kept under another."""
    kept = Path(finding.file).stem == _FILE
    return dataclasses.replace(finding, file=name) if kept else finding


def _store_rows(row: models.Import, books: Books, folder: str) -> None:
    book = models.Book.objects.create(
        origin=row,
        source=books.source,
        company=books.company,
        currency=books.currency,
        start=books.start,
        end=books.end,
        folder=folder,
        lines=sum(posting.lines for posting in books.postings),
    )
    models.Account.objects.bulk_create(
        models.Account(
            book=book,
            code=each.code,
            name=each.name,
            kind=each.kind,
            rgs=each.rgs,
            proposed=each.revenue,
            why=each.why,
        )
        for each in books.accounts
    )
    models.Payer.objects.bulk_create(
        models.Payer(book=book, code=each.id, name=each.name) for each in books.payers
    )
    models.BookCode.objects.bulk_create(
        models.BookCode(book=book, dimension=each.dimension.value, code=each.code, name=each.name)
        for each in books.codes
    )


def has_books() -> bool:
    return models.Book.objects.exists()


def imports(language: str) -> tuple[ImportState, ...]:
    """Every file that was taken in, latest first."""
    return tuple(_state(row, language) for row in models.Import.objects.order_by("-pk"))


def import_state(token: str, language: str) -> ImportState | None:
    row = models.Import.objects.filter(token=token).first()
    return _state(row, language) if row else None


def _state(row: models.Import, language: str) -> ImportState:
    books = models.Book.objects.filter(origin=row)
    proposed = models.Account.objects.filter(book__origin=row, proposed=True)
    return ImportState(
        token=row.token,
        name=row.name,
        state=row.state,
        progress=row.progress,
        problem=organisation.unpack(row.problem, language).text if row.problem else "",
        notes=tuple(organisation.unpack(item, language) for item in row.findings),
        lines=sum(books.values_list("lines", flat=True)),
        customers=models.Payer.objects.filter(book__origin=row).count(),
        revenue_accounts=proposed.count(),
        question=row.question,
        codes=models.BookCode.objects.filter(book__origin=row).count(),
    )


def _drop(folders: list[str]) -> None:
    for folder in folders:
        drop_folder(folder)


@transaction.atomic
def remove_import(token: str) -> None:
    """Take a file out again, with everything that was read from it."""
    rows = models.Book.objects.filter(origin__token=token)
    folders = list(rows.values_list("folder", flat=True))
    models.Import.objects.filter(token=token).delete()
    organisation.touch()
    transaction.on_commit(lambda: _drop(folders))
    organisation.discard_upload(token)
