"""How errors and findings about an organisation are said: the place, a near miss."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from binnenuit.errors import OrganisationError
from binnenuit.findings import Finding
from binnenuit.language import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.organisation.sources import Source

_MOST_COMPARED: Final = 100_000  # a few seconds


def contradiction(code: str, said: Sentence, source: Source, index: int) -> OrganisationError:
    """Make the error for the thing at ``index``, with its file and row."""
    return OrganisationError(code, said, file=source.file, row=source.row(index))


def finding(code: str, said: Sentence, source: Source, index: int | None = None) -> Finding:
    """Make a finding about a file, or about the thing at ``index`` in it."""
    row = None if index is None else source.row(index)
    return Finding(code, said, file=source.file, row=row)


def near_miss(wanted: str, names: Mapping[str, str]) -> Sentence | str:
    """Suggest the id that may be meant: one whose name was written, or that looks like it.

    Parameters
    ----------
    names
        Name by id.
    """
    if len(names) > _MOST_COMPARED:
        return ""
    by_name = {name.casefold(): known for known, name in names.items()}
    by_name.update((known.casefold(), known) for known in names)
    near = get_close_matches(wanted.casefold(), by_name, n=1, cutoff=0.7)
    return sentence(" Is {id} meant?", id=by_name[near[0]]) if near else ""
