"""Scales where there is no questionnaire: columns named A1, A2 and so on make the scale A."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.findings import Finding
from binnenuit.language import LANGUAGES, listed, sentence
from binnenuit.mirror.model.questionnaire import About, Item, Kind, Scored
from binnenuit.mirror.read.far_options import far_options
from binnenuit.tables.header import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]

MOST_OPTIONS: Final = 11
_FEWEST_ITEMS: Final = 2
_DIGITS: Final = "0123456789"
_OF_A_PERSON: Final = frozenset(
    {
        *("id", "nr", "no", "num", "number", "nummer", "code", "row", "rij", "case", "index"),
        *("respondent", "respondentid", "rater", "raterid", "person", "persoon", "subject"),
        *("gender", "geslacht", "sex", "age", "leeftijd", "education", "opleiding", "birthyear"),
        *("geboortejaar", "year", "jaar", "month", "maand", "week", "day", "dag", "date", "datum"),
        *("time", "tijd", "wave", "round", "ronde", "meting", "weight", "gewicht", "postcode"),
        *("team", "group", "grp", "groep", "afdeling", "department", "unit", "rated", "raterteam"),
    }
)
"""Names that tell who answers or when, in plain signs; such columns are no answers."""


def scales_by_name(
    columns: Mapping[str, Numbers], file: str
) -> tuple[tuple[Scored, ...], list[Finding]]:
    """Make scales of columns with the same letters and another number, two or more of them.

    Parameters
    ----------
    columns
        What occurs in each column, by its heading; infinite and NaN do not count.

    Returns
    -------
    scales and findings
        With the options that occur: from the lowest to the highest, at most 11 of them. No item
        is reversed, because that cannot be known. Columns such as id1 and id2, or gender1 and
        gender2, make no scale, and neither do names that stand once.
    """
    scales, unfit, of_a_person = [], [], []
    for headings in _named_alike(columns):
        code = _letters(headings[0])
        if plain(code) in _OF_A_PERSON:
            of_a_person += headings
            continue
        items = [heading for heading in headings if _is_answered_in_options(columns[heading])]
        unfit += [heading for heading in headings if heading not in items]
        if len(items) >= _FEWEST_ITEMS:
            scales.append(_scale(code, items, columns))
    findings = [
        *_made(scales, file),
        *far_options(scales, columns, file),
        *_unfit(unfit, file),
        *_not_asked(of_a_person, file),
    ]
    return tuple(scales), findings if scales else [*findings, _none(columns, file)]


def _named_alike(headings: Iterable[str]) -> Iterator[list[str]]:
    """Put headings with the same letters together, also a1 and A_2, unless A1 is there as well."""
    alike: dict[str, list[str]] = {}
    for heading in headings:
        if plain(_letters(heading)) and heading[-1] in _DIGITS:
            alike.setdefault(plain(_letters(heading)), []).append(heading)
    for together in alike.values():
        if len({plain(heading) for heading in together}) == len(together):
            apart = [together]
        else:
            letters = dict.fromkeys(map(_letters, together))
            apart = [[each for each in together if _letters(each) == one] for one in letters]
        yield from (several for several in apart if len(several) >= _FEWEST_ITEMS)


def _letters(heading: str) -> str:
    return heading.rstrip(_DIGITS).strip(" _.-")


def _is_answered_in_options(numbers: Numbers) -> bool:
    finite = numbers[np.isfinite(numbers)]
    is_whole = bool((finite == np.rint(finite)).all())
    return is_whole and finite.size > 0 and bool(np.ptp(finite) < MOST_OPTIONS)


def _scale(code: str, items: Sequence[str], columns: Mapping[str, Numbers]) -> Scored:
    finite = [columns[item][np.isfinite(columns[item])] for item in items]
    lowest = int(min(numbers.min() for numbers in finite))
    highest = int(max(numbers.max() for numbers in finite))
    return Scored(
        code=code,
        name=dict.fromkeys(LANGUAGES, code),
        kind=Kind.REFLECTIVE,
        about=About.OWN_TEAM,
        items=tuple(Item(item, dict.fromkeys(LANGUAGES, item)) for item in items),
        lowest=lowest,
        options=max(highest - lowest + 1, 2),
    )


def _made(scales: Sequence[Scored], file: str) -> list[Finding]:
    if not scales:
        return []
    said = [f"{scale.code} {scale.lowest}-{scale.highest}" for scale in scales]
    return [
        Finding(
            "mirror.scales-from-names",
            sentence(
                "There is no questionnaire, so columns such as {first} and {second} make a scale: "
                "{scales}. The options are those that occur in the table, and items that ask the "
                "reverse cannot be known. Give a questionnaire to say both.",
                first=scales[0].items[0].code,
                second=scales[0].items[1].code,
                scales=listed(said, 20),
            ),
            file=file,
        )
    ]


def _unfit(headings: Sequence[str], file: str) -> list[Finding]:
    if not headings:
        return []
    return [
        Finding(
            "mirror.no-options",
            sentence(
                "These columns are named like items, but hold no whole numbers or more than {most} "
                "options: {headings}. If a number such as 99 stands for no answer, leave it empty.",
                most=MOST_OPTIONS,
                headings=listed(headings, 20),
            ),
            file=file,
        )
    ]


def _not_asked(headings: Sequence[str], file: str) -> list[Finding]:
    if not headings:
        return []
    said = sentence(
        "These columns make no scale, as their names tell who or when and not what was answered: "
        "{headings}. If they are items, name them in a questionnaire.",
        headings=listed(headings, 20),
    )
    return [Finding("mirror.not-asked", said, file=file)]


def _none(columns: Mapping[str, Numbers], file: str) -> Finding:
    said = sentence(
        "No scale was found, so nothing is told. Give the items of a scale one name with numbers, "
        "such as A1 and A2, or say in a questionnaire.yaml beside the table which columns make a "
        "scale. Columns of numbers: {headings}.",
        headings=listed(columns, 20),
    )
    return Finding("mirror.no-scales", said, file=file)
