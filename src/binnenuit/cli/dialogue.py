"""``binnenuit dialogue FOLDER``: groups of opinion or none, and the answers that carry."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from binnenuit.cli.dialogue_answer import answer, records
from binnenuit.cli.dialogue_words import show
from binnenuit.cli.output import LateProgress, Output, output_options, spoken_language
from binnenuit.dialogue.disclose.own import BAR, own_dialogue
from binnenuit.dialogue.model import Carries
from binnenuit.dialogue.model.log import without
from binnenuit.dialogue.read import read_polis, write_polis
from binnenuit.errors import ArgumentError, RefusedError, TableError
from binnenuit.language import listed, sentence
from binnenuit.privacy.releases.alone import LOCK
from binnenuit.privacy.releases.folder import HIDDEN, RELEASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.dialogue.disclose.own import OwnDialogue
    from binnenuit.dialogue.model import Conversation
    from binnenuit.findings import Reading

FOUND_A_PROBLEM: Final = 1


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--bar",
    type=click.FloatRange(0.5, 1, max_open=True),
    default=BAR,
    show_default=True,
    help="Share of every group that has to agree for a statement to carry.",
)
@click.option(
    "--people",
    type=click.IntRange(min=1),
    help="People of the whole organisation, also those who did not vote; else those who voted.",
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Of shuffled votes and of halves."
)
@click.option("--without", "left_out", multiple=True, help="Leave out a participant; repeatable.")
@click.option(
    "--write",
    "into",
    type=click.Path(path_type=Path),
    help="Also write the conversation, in the CSV format of Polis, into this new folder.",
)
@output_options
def dialogue(  # noqa: PLR0913 - click hands over one argument for each option
    folder: Path,
    *,
    bar: float,
    people: int | None,
    seed: int,
    left_out: Sequence[str],
    into: Path | None,
    as_json: bool,
    out: Path | None,
    language: str | None,
) -> None:
    """Tell which groups of opinion there are, if any, and which answers carry in all of them.

    FOLDER holds a conversation of your own as Polis exports it: votes.csv or
    participants-votes.csv, with comments.csv. No gate stands behind the figures.
    """
    output = Output(as_json, out, language or spoken_language())
    reading = read_own(folder)
    conversation = _left_out(reading.value, left_out)
    with LateProgress() as bars:
        found = own_dialogue(
            conversation, seed=seed, bar=bar, population=people, progress=bars.task(folder.name)
        )
    if into is not None:
        write_polis(conversation, into)
    findings = (*reading.findings, *found.findings)
    output.write(answer(found, findings, output.language), records(found))
    if not as_json:
        show(found, output.language)
        output.show_findings(findings)
    sys.exit(0 if _tells(found) else FOUND_A_PROBLEM)


def read_own(folder: Path) -> Reading[Conversation]:
    """Read the conversation of an analyst.

    Raises
    ------
    RefusedError
        ``dialogue.folder-publishes``: figures about people were released from the folder.
    InputError
        There is no conversation, or it cannot be read.
    """
    if not folder.is_dir():
        raise TableError(
            "dialogue.no-folder",
            sentence(
                "{folder} is no folder. Give the folder that holds votes.csv and comments.csv.",
                folder=folder.name or folder,
            ),
        )
    hidden = {file.name for file in (folder / HIDDEN).glob("*")} - {LOCK}
    if hidden or (folder / RELEASES).exists():
        raise RefusedError(
            "dialogue.folder-publishes",
            sentence(
                "Figures about people were released from {folder}, and they were promised that "
                "nothing else would be computed from their answers. Plain figures are for a "
                "conversation of your own, in another folder.",
                folder=folder.name or folder,
            ),
        )
    return read_polis(folder)


def _left_out(conversation: Conversation, left_out: Sequence[str]) -> Conversation:
    unknown = set(left_out) - set(conversation.participants)
    if unknown:
        raise ArgumentError(
            "dialogue.unknown-participant",
            sentence(
                "There is no participant {names} here, so nobody was left out. Look for the name "
                "in the files.",
                names=listed(sorted(unknown)),
            ),
        )
    return without(conversation, left_out)


def _tells(found: OwnDialogue) -> bool:
    return any(state is not Carries.NOT_ENOUGH for state in found.carrying.state)
