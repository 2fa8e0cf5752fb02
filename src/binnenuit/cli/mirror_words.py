"""The mirror for a person at a terminal: one sentence first, then who gets what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.markup import escape
from rich.table import Table

from binnenuit.cli.mirror_own import number
from binnenuit.cli.output import as_wide_as_a_table
from binnenuit.language import Sentence, sentence
from binnenuit.mirror.disclose.begin import Start
from binnenuit.mirror.disclose.passing import Verdict
from binnenuit.mirror.model import Reason
from binnenuit.mirror.model.reasons import WHY
from binnenuit.privacy import State

if TYPE_CHECKING:
    from binnenuit.mirror.disclose.passing import Together
    from binnenuit.mirror.disclose.picture import Apart, MirrorPicture, TeamPicture
    from binnenuit.mirror.disclose.released import TeamFigure
    from binnenuit.privacy import Disclosed

_SIGNS: Final = {
    State.SHOWN: "",
    State.MERGED: " +",
    State.SMALL: "·",
    State.PROTECTS: "··",
}
"""What stands in a cell, besides the score or in its place; told below the table."""
_TOGETHER: Final = (Verdict.GOES_TOGETHER, Verdict.PASSED_ON)
"""Otherwise nothing is surely handed down, and a table would say "cannot tell" in every row."""


def show(picture: MirrorPicture, language: str) -> None:
    """Print the mirror of the last round."""
    console = as_wide_as_a_table()
    for said in (_first(picture), passing_words(picture.passing)):
        console.print(escape(said.say(language)))
    console.print()
    console.print(_scores(picture, language))
    for said in _legend(picture):
        console.print(escape(said.say(language)))
    taken_apart = [team for team in picture.teams if _tells(team.leader) or _tells(team.service)]
    if taken_apart and picture.passing.verdict in _TOGETHER:
        console.print()
        console.print(_taken_apart(taken_apart, picture, language))
        console.print(escape(_how_to_read().say(language)))


def _first(picture: MirrorPicture) -> Sentence:
    if not picture.shown:
        return sentence("Nothing can be shown yet: every group is too small. Talk instead.")
    return sentence(
        "{round}: what people say they get, from 1 to the highest option; as released, and the "
        "same whenever you ask.",
        round=picture.rounds[-1],
    )


def passing_words(passing: Together) -> Sentence:
    """Say what is known of handing down; "goes together", never "causes"."""
    ends = {"estimate": passing.estimate, "low": passing.low, "high": passing.high}
    known = {name: end.value for name, end in ends.items() if end is not None}
    if passing.verdict is Verdict.PASSED_ON:
        return sentence(
            "What one gets is passed on: one point more from above gives {estimate:.2f} points "
            "more below ({low:.2f} to {high:.2f}); lot decided in which order the branches began.",
            **known,
        )
    if passing.verdict is Verdict.GOES_TOGETHER:
        return sentence(
            "What one gets goes together with what one gives: one point more from above with "
            "{estimate:.2f} points more below ({low:.2f} to {high:.2f}). Which of them comes first "
            "is not shown.",
            **known,
        )
    if passing.verdict is Verdict.NOT_SHOWN:
        return sentence(
            "It is not shown that what one gets comes back in what one gives ({low:.2f} to "
            "{high:.2f} around 0). That does not say that it does not.",
            **known,
        )
    return sentence(
        "What is handed down cannot be told yet. {why}",
        why=WHY.get(passing.reason, WHY[Reason.NO_ANSWERS]),
    )


def _scores(picture: MirrorPicture, language: str) -> Table:
    table = _table(language, sentence("Team"))
    for told in picture.told:
        table.add_column(told.scale, justify="left", no_wrap=True)
    for team in picture.teams:
        cells = (_cell(team.figures.get(told.scale), language) for told in picture.told)
        table.add_row(escape(team.name), *cells)
    return table


def _cell(figure: TeamFigure | None, language: str) -> str:
    if figure is None:
        return ""
    sign = _SIGNS[figure.state]
    if figure.score.value is None:
        return sign
    between = ""
    if figure.low.value is not None and figure.high.value is not None:
        ends = f"{_tenth(figure.low, language)}-{_tenth(figure.high, language)}"
        between = f" ({ends})"
    return figure.score.words.say(language) + between + sign


def _tenth(figure: Disclosed[float], language: str) -> str:
    # A sentence without words, for the decimal mark alone.
    return Sentence("{value:.1f}", {"value": figure.value}).say(language)


def _legend(picture: MirrorPicture) -> list[Sentence]:
    states = {f.state for team in picture.teams for f in team.figures.values()}
    said = [
        sentence("Between brackets: where the score could lie with other people of the same mind.")
    ]
    if State.MERGED in states:
        said.append(sentence("+ one figure of several small teams together."))
    if State.SMALL in states:
        said.append(sentence("· withheld: too few people. They talk instead of reading figures."))
    if State.PROTECTS in states:
        said.append(sentence("·· withheld: with it one could work out the answers of others."))
    return said


def _tells(apart: Apart | None) -> bool:
    return apart is not None and apart.parts is not None and apart.parts.mine is not None


def _taken_apart(teams: list[TeamPicture], picture: MirrorPicture, language: str) -> Table:
    table = _table(
        language,
        sentence("How it is seen"),
        sentence("Differs"),
        sentence("From me"),
        sentence("Handed down"),
        sentence("Cannot tell"),
        sentence("Begin your conversation here"),
    )
    for team in teams:
        for name, apart in (
            (sentence("leader of {team}", team=team.name), team.leader),
            (sentence("service of {team}", team=team.name), team.service),
        ):
            if apart is not None and _tells(apart):
                row = (escape(name.say(language)), *_row(apart, picture, language))
                table.add_row(*row)
    return table


def _row(apart: Apart, picture: MirrorPicture, language: str) -> tuple[str, ...]:
    parts = apart.parts
    figures = (parts.deviation, parts.mine, parts.handed_down, parts.cannot_tell) if parts else ()
    written = (number(figure.value if figure else None, language) for figure in figures)
    return (*written, escape(beginning_words(apart, picture).say(language)))


def beginning_words(apart: Apart, picture: MirrorPicture) -> Sentence:
    """Say where a conversation begins: one place, or that there is none."""
    found = apart.beginning
    if found.start is Start.PLACE and found.probability is not None:
        names = {team.team: team.name for team in picture.teams}
        return sentence(
            "{team} ({probability:.0%})",
            team=names.get(apart.place, "") if apart.place else "",
            probability=found.probability.value,
        )
    return {
        Start.NO_SHORTFALL: sentence("no shortfall"),
        Start.NO_SINGLE_PLACE: sentence("no single place"),
    }.get(found.start, sentence("cannot tell yet"))


def _how_to_read() -> Sentence:
    return sentence(
        "Differs: from the mean of the round. Nothing is called mine or handed down beyond what "
        "the answers bear out; the rest cannot be told. A conversation begins with yourself and "
        "the one above you."
    )


def _table(language: str, *headings: Sentence) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading.say(language), overflow="fold")
    return table
