"""Every error in one tree; each carries a code and says what happened and what to do next.

::

    BinnenuitError
    +-- InputError              the reader can mend it; the command line ends with 2
    |   +-- UnreadableFileError     empty, binary, too large, hostile, cut short
    |   +-- TableError              columns or values that a table must have
    |   +-- OrganisationError       teams, people, customers and links that contradict one another
    |   +-- BooksError              accounting files that hold no usable books
    |   +-- ArgumentError           an argument of a public function is of the wrong shape or range
    |   +-- LedgerError             what was published was changed, cut short or mixed up
    |   +-- PromiseError            a promise cannot be made so, or what is said of it cannot follow
    +-- RefusedError            it could be done, but would lose too much: asks first
    +-- ExposureError           a figure would let others derive the answers of too few people
    +-- SettingError            a setting has a value that is not allowed
    +-- UncertifiedError        a result was computed but its error could not be bounded
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from binnenuit.language import Sentence


class BinnenuitError(Exception):
    """Something happened that a reader must know.

    Parameters
    ----------
    code
        Stable name, ``room.what``.
    sentence
        What happened, with which value, and what to do next.
    file, row
        Where; row counts from 1 and includes the header line.
    """

    def __init__(
        self, code: str, sentence: Sentence, *, file: str = "", row: int | None = None
    ) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence
        self.file = file
        self.row = row

    def say(self, language: str = "en") -> str:
        """Say the error in ``language``, with its place in front."""
        place = self.file + (f":{self.row}" if self.row else "")
        return f"{place}: {self.sentence.say(language)}" if place else self.sentence.say(language)

    def __str__(self) -> str:
        return self.say()


class InputError(BinnenuitError):
    """What was given cannot be used as it is; the reader can mend it."""


class UnreadableFileError(InputError):
    """The file is empty, binary, too large, hostile or cut short."""


class TableError(InputError):
    """A table lacks a column or holds a value that cannot be understood."""


class OrganisationError(InputError):
    """Teams, people, customers or links contradict one another."""


class BooksError(InputError):
    """An accounting file holds no usable books."""


class ArgumentError(InputError):
    """An argument of a public function has the wrong shape or range."""


class LedgerError(InputError):
    """A ledger of what was published was changed, cut short or mixed up."""


class PromiseError(InputError):
    """A promise cannot be made like that, or what is said of it cannot follow now."""


class RefusedError(BinnenuitError):
    """It could be done, but would lose too much; the reader is asked first."""


class ExposureError(BinnenuitError):
    """A figure would let others derive the answers of too few people; it was not published."""


class SettingError(BinnenuitError):
    """A setting has a value that is not allowed."""


class UncertifiedError(BinnenuitError):
    """A result was computed, but its error could not be bounded as asked."""
