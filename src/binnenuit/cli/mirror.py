"""``binnenuit mirror FOLDER``: what people safely say; mine, handed down, cannot tell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from binnenuit.cli.mirror_answer import answer, records
from binnenuit.cli.mirror_own import (
    QUESTIONNAIRE,
    answers_file,
    own_answer,
    read_own,
    show_own,
)
from binnenuit.cli.mirror_own_records import own_records
from binnenuit.cli.mirror_words import show
from binnenuit.cli.output import Output, output_options, spoken_language
from binnenuit.errors import ArgumentError, TableError
from binnenuit.language import sentence
from binnenuit.mirror.disclose.picture import mirror as see
from binnenuit.mirror.read import read_answers, read_questionnaire
from binnenuit.organisation import read_folder
from binnenuit.privacy.model import SMALLEST_GROUP
from binnenuit.privacy.releases.alone import alone
from binnenuit.tables import DecimalMark

if TYPE_CHECKING:
    from binnenuit.findings import Finding
    from binnenuit.mirror.disclose.picture import MirrorPicture

FOUND_A_PROBLEM: Final = 1


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--own-data",
    "own",
    is_flag=True,
    help="Plain statistics on a table of your own, no gate; not in a folder that released figures.",
)
@click.option(
    "--k",
    type=click.IntRange(min=SMALLEST_GROUP),
    default=SMALLEST_GROUP,
    show_default=True,
    help="Fewest people behind a figure; fixed once a figure of the round is out.",
)
@click.option(
    "--randomised",
    is_flag=True,
    help="Lot decided in which order the branches began; needed to speak of passing on.",
)
@click.option("--group", default="", help="With --own-data: heading of the groups.")
@click.option(
    "--decimal-mark",
    type=click.Choice(DecimalMark, case_sensitive=False),
    help="With --own-data: when numbers fit both marks.",
)
@output_options
def mirror(  # noqa: PLR0913 - click hands over one argument for each option
    folder: Path,
    *,
    own: bool,
    k: int,
    randomised: bool,
    group: str,
    decimal_mark: DecimalMark | None,
    as_json: bool,
    out: Path | None,
    language: str | None,
) -> None:
    """Tell what people safely say they get from those who should serve them.

    FOLDER holds teams.csv, people.csv, questionnaire.yaml and answers (.csv, .xlsx, .parquet or
    .sav). What may be shown is released once into FOLDER/releases, and stays as it is. With
    --own-data FOLDER may be one table.
    """
    output = Output(as_json, out, language or spoken_language())
    if own:
        sys.exit(0 if _own(folder, group, decimal_mark, output) else FOUND_A_PROBLEM)
    if folder.is_file():
        raise _one_file(folder)
    if group or decimal_mark:
        raise _only_own()
    picture, findings = read_mirror(folder, k=k, randomised=randomised)
    output.write(answer(picture, findings, output.language), records(picture, output.language))
    if not as_json:
        show(picture, output.language)
        output.show_findings(findings)
    sys.exit(0 if picture.shown else FOUND_A_PROBLEM)


def _own(place: Path, group: str, decimal_mark: DecimalMark | None, output: Output) -> bool:
    reading = read_own(place, group, decimal_mark)
    output.write(own_answer(reading, output.language), own_records(reading.value))
    if not output.as_json:
        show_own(reading.value, output.language)
        output.show_findings(reading.findings)
    return bool(reading.value)


def read_mirror(
    folder: Path, *, k: int, randomised: bool
) -> tuple[MirrorPicture, tuple[Finding, ...]]:
    """Read a folder, release what is not out yet, and take the last round apart."""
    organisation = read_folder(folder)
    asked = folder / QUESTIONNAIRE
    if not asked.exists():
        raise _no_questionnaire(folder)
    questionnaire = read_questionnaire(asked)
    answers = read_answers(answers_file(folder), questionnaire.value)
    with alone(folder):
        picture = see(
            folder,
            organisation.value,
            questionnaire.value,
            answers.value,
            k=k,
            randomised=randomised,
        )
    read = (*organisation.findings, *questionnaire.findings, *answers.findings)
    return picture, (*read, *picture.findings)


def _one_file(file: Path) -> TableError:
    return TableError(
        "mirror.one-file",
        sentence(
            "{file} is one table. Give the folder that holds teams.csv, people.csv, "
            "questionnaire.yaml and answers; or, for plain statistics on a table of your own, add "
            "--own-data.",
            file=file.name,
        ),
    )


def _only_own() -> ArgumentError:
    return ArgumentError(
        "mirror.only-own-data",
        sentence(
            "--group and --decimal-mark are for a table of your own. Leave them out, or add "
            "--own-data."
        ),
    )


def _no_questionnaire(folder: Path) -> TableError:
    return TableError(
        "mirror.no-questionnaire",
        sentence(
            "There is no questionnaire.yaml in {folder}, so it is not known what was asked. Copy "
            "the one of examples/bakery and change it; or, for a table of your own without teams, "
            "use --own-data.",
            folder=folder.name or folder,
        ),
    )
