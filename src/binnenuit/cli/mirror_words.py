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
from binnenuit.privacy import Bound, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from binnenuit.mirror.disclose.passing import Together
    from binnenuit.mirror.disclose.picture import Apart, MirrorPicture
    from binnenuit.mirror.disclose.released import TeamFigure
    from binnenuit.privacy import Disclosed

_SIGNS: Final = {
    State.SHOWN: "",
    State.MERGED: " +",
    State.SMALL: "·",
    State.PROTECTS: "··",
}
"""What stands in a cell, besides the score or in its place; told below the table."""
_BOUNDS: Final = {Bound.EXACT: "", Bound.AT_LEAST: "≥", Bound.AT_MOST: "≤"}
_HEADING: Final = 15
"""Signs that a name of a scale may take before it is folded, however narrow its scores are."""
_SEEN: Final = 0.005
"""Anything smaller is 0.00 in the table."""
_TOGETHER: Final = (Verdict.GOES_TOGETHER, Verdict.PASSED_ON)
"""Otherwise nothing is surely handed down, and a table would say "cannot tell" in every row."""
_WHY_NOT: Final = {
    Reason.NO_ANSWERS: sentence("Too few scores are shown, of those who give and those who get."),
    Reason.NO_BRANCHES: sentence(
        "Too few scores are shown to compare teams in several branches of the organisation."
    ),
    Reason.NO_VARIANCE: sentence("In no branch are scores of two who give shown that differ."),
}
"""Where the words about one table of numbers would mean something else here."""


def show(picture: MirrorPicture, language: str) -> None:
    """Print the mirror of the last round."""
    console = as_wide_as_a_table()
    for said in (_first(picture), passing_words(picture.passing)):
        console.print(escape(said.say(language)))
    if picture.told:
        console.print()
        console.print(_scores(picture, language))
    for said in _legend(picture):
        console.print(escape(said.say(language)))
    rows = list(_apart(picture))
    told = [(name, apart) for name, apart in rows if _tells(apart)]
    if told and picture.passing.verdict in _TOGETHER:
        console.print()
        console.print(_taken_apart(told, picture, language))
        for said in _how_to_read(len(rows) - len(told)):
            console.print(escape(said.say(language)))


def _first(picture: MirrorPicture) -> Sentence:
    if not picture.rounds:
        return sentence("Nobody has answered yet, so there is nothing to show.")
    if not picture.shown:
        return sentence("Nothing can be shown yet: every group is too small. Talk instead.")
    return sentence(
        "{round}: what people say they get. {seen} of {teams} teams have a score; the others stay "
        "hidden to protect people.",
        round=picture.rounds[-1],
        seen=sum(any(f.score for f in team.figures.values()) for team in picture.teams),
        teams=len(picture.teams),
    )


def scale_name(picture: MirrorPicture, code: str, language: str) -> str:
    """Name a scale in the reader's language; in any other, or by its code, where that is not."""
    names = picture.asked[code].name
    return names.get(language) or next(iter(names.values()), "") or code


def why_not(passing: Together) -> Sentence:
    """Say why passing on cannot be told, in words about teams."""
    return _WHY_NOT.get(passing.reason) or WHY.get(passing.reason, WHY[Reason.NO_ANSWERS])


def passing_words(passing: Together) -> Sentence:
    """Say what is known of handing down; "goes together", never "causes"."""
    ends = {"estimate": passing.estimate, "low": passing.low, "high": passing.high}
    known = {name: end.value or 0.0 for name, end in ends.items() if end is not None}
    if passing.verdict is Verdict.PASSED_ON:
        return sentence(
            "What one gets is passed on: one point more from above gives {estimate:.2f} points "
            "more below ({low:.2f} to {high:.2f}); lot decided in which order the branches began.",
            **known,
        )
    if passing.verdict is Verdict.GOES_TOGETHER and known.get("estimate", 0.0) < 0:
        return sentence(
            "Where one gets more, one gives less: one point more from above goes together with "
            "{fewer:.2f} points less below ({low:.2f} to {high:.2f}). Why is not shown.",
            fewer=-known["estimate"],
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
        why=why_not(passing),
    )


def _scores(picture: MirrorPicture, language: str) -> Table:
    table = _table(language, sentence("Team"))
    codes = [told.scale for told in picture.told]
    rows = [[_cell(team.figures.get(c), language) for c in codes] for team in picture.teams]
    for place, code in enumerate(codes):
        heading = f"{code} {scale_name(picture, code, language)}"
        widest = max(_HEADING, *map(len, (*heading.split(), *(row[place] for row in rows))))
        table.add_column(escape(heading), max_width=widest, overflow="fold")
    for team, cells in zip(picture.teams, rows, strict=True):
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
    return _BOUNDS[figure.score.bound] + _tenth(figure.score, language) + between + sign


def _tenth(figure: Disclosed[float], language: str) -> str:
    # A sentence without words, for the decimal mark alone.
    return Sentence("{value:.1f}", {"value": figure.value}).say(language)


def _legend(picture: MirrorPicture) -> list[Sentence]:
    figures = [team.figures.get(t.scale) for team in picture.teams for t in picture.told]
    states = {figure.state for figure in figures if figure is not None}
    said = [*_bounds(picture)] if picture.shown else []
    if any(f is not None and f.score and not f.low for f in figures):
        said.append(
            sentence("A score without brackets: how unsure it is, is withheld to protect people.")
        )
    if State.MERGED in states:
        said.append(
            sentence(
                "+ one figure of several small teams together; --out FILE tells which they are."
            )
        )
    if State.SMALL in states:
        said.append(sentence("· withheld: too few people. They talk instead of reading figures."))
    if State.PROTECTS in states:
        said.append(sentence("·· withheld: with it one could work out the answers of others."))
    if None in figures:
        said.append(sentence("Empty: nobody was asked about this team, or nobody answered."))
    return said


def _bounds(picture: MirrorPicture) -> Iterator[Sentence]:
    """Say what a score is, and what stands between brackets."""
    ends = {(picture.asked[t.scale].lowest, picture.asked[t.scale].highest) for t in picture.told}
    if len(ends) == 1:
        lowest, highest = ends.pop()
        yield sentence("Scores go from {lowest} to {highest}.", lowest=lowest, highest=highest)
    for told in picture.told:
        if all(item.reversed for item in picture.asked[told.scale].items):
            yield sentence(
                "{scale}: all its items are turned round, so a higher score means less of it.",
                scale=told.scale,
            )
    yield sentence(
        "Between brackets: where the score could lie with other people of the same mind. Where the "
        "brackets of two teams overlap, the teams may well be alike."
    )


def _apart(picture: MirrorPicture) -> Iterator[tuple[Sentence, Apart]]:
    """Name every leader and every service whose score could be taken apart."""
    for team in picture.teams:
        for name, apart in (
            (sentence("leader of {team}", team=team.name), team.leader),
            (sentence("service of {team}", team=team.name), team.service),
        ):
            if apart is not None and apart.parts is not None and apart.parts.mine is not None:
                yield name, apart


def _tells(apart: Apart) -> bool:
    """Tell whether anything is surely mine or handed down, or there is a place to begin."""
    parts = apart.parts
    known = (parts.mine, parts.handed_down) if parts else ()
    surely = any(each is not None and abs(each.value or 0.0) >= _SEEN for each in known)
    return surely or apart.beginning.start is Start.PLACE


def _taken_apart(
    told: Sequence[tuple[Sentence, Apart]], picture: MirrorPicture, language: str
) -> Table:
    table = _table(
        language,
        sentence("How it is seen"),
        sentence("Differs"),
        sentence("From me"),
        sentence("Handed down"),
        sentence("Cannot tell"),
        sentence("Begin your conversation here"),
    )
    for name, apart in told:
        table.add_row(escape(name.say(language)), *_row(apart, picture, language))
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


def _how_to_read(others: int) -> Iterator[Sentence]:
    yield sentence(
        "Differs: from the mean of the round. Nothing is called mine or handed down beyond what "
        "the answers bear out; the rest cannot be told. A conversation begins with yourself and "
        "the one above you."
    )
    if others:
        yield sentence(
            "Of {number} others nothing can be told but their score; they are not in this table.",
            number=others,
        )


def _table(language: str, *headings: Sentence) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading.say(language), overflow="fold")
    return table
