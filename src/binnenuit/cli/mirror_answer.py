"""The mirror as ``--json`` and as a table: figures that may be seen, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.cli.mirror_words import beginning_words, passing_words, scale_name, why_not

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.findings import Finding
    from binnenuit.mirror.disclose.passing import Together
    from binnenuit.mirror.disclose.picture import Apart, MirrorPicture, TeamPicture
    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.mirror.disclose.released import TeamFigure
    from binnenuit.privacy import Disclosed


def answer(picture: MirrorPicture, findings: Sequence[Finding], language: str) -> dict[str, object]:
    """Put the mirror into the words of ``mirror --json``."""
    return {
        "round": picture.rounds[-1] if picture.rounds else None,
        "rounds": picture.rounds,
        "scales": [_scale(told, picture, language) for told in picture.told],
        "teams": [_team(team, picture, language) for team in picture.teams],
        "pass_on": _pass_on(picture.passing, language),
        "findings": [finding.as_record(language) for finding in findings],
    }


def _scale(told: Told, picture: MirrorPicture, language: str) -> dict[str, object]:
    found = told.statistics
    return {
        "scale": told.scale,
        "name": scale_name(picture, told.scale, language),
        "alpha": _value(found.alpha),
        "alpha_interval": _ends(found.alpha_low, found.alpha_high),
        "omega": _value(found.omega),
        "icc1_anova": _value(found.icc1),
        "icc2_anova": _value(found.icc2),
        "spread": _value(found.spread),
        "agreement": {name: _value(figure) for name, figure in found.agreement.items()},
    }


def _team(team: TeamPicture, picture: MirrorPicture, language: str) -> dict[str, object]:
    return {
        "team": team.team,
        "name": team.name,
        "scales": {code: _figure(figure) for code, figure in team.figures.items()},
        **_apart(team.leader, picture, language),
        "service": None if team.service is None else _apart(team.service, picture, language),
    }


def _figure(figure: TeamFigure) -> dict[str, object]:
    return {
        "state": figure.state.value,
        "value": _value(figure.score),
        "bound": _bound(figure.score),
        "interval": _ends(figure.low, figure.high),
        "n_band": figure.n_band,
        "figure_of": figure.place.figure_of,
        "unchanged": figure.unchanged,
    }


def _apart(apart: Apart | None, picture: MirrorPicture, language: str) -> dict[str, object]:
    parts = apart.parts if apart else None
    return {
        "deviation": _value(parts.deviation) if parts else None,
        "own": _value(parts.mine) if parts else None,
        "handed_down": _value(parts.handed_down) if parts else None,
        "cannot_tell": _value(parts.cannot_tell) if parts else None,
        "passes_on": _value(parts.passes_on) if parts else None,
        "reason": parts.reason.value if parts else "",
        "begin_here": None if apart is None else _begin(apart, picture, language),
    }


def _begin(apart: Apart, picture: MirrorPicture, language: str) -> dict[str, object]:
    found = apart.beginning
    return {
        "start": found.start.value,
        "team": apart.place,
        "probability": _value(found.probability),
        "reader": _value(found.reader),
        "above": _value(found.above),
        "words": beginning_words(apart, picture).say(language),
    }


def _pass_on(passing: Together, language: str) -> dict[str, object]:
    return {
        "verdict": passing.verdict.value,
        "estimate": _value(passing.estimate),
        "interval": _ends(passing.low, passing.high),
        "n": passing.n,
        "leaders": passing.leaders,
        "rounds": passing.rounds,
        "estimator": passing.estimator,
        "reason": passing.reason.value,
        "why": why_not(passing).say(language) if passing.reason else "",
        "words": passing_words(passing).say(language),
    }


def _bound(figure: Disclosed[float]) -> str | None:
    """Tell whether a score is its value, or at most or at least that; None where it is withheld."""
    return figure.bound.value if figure.is_shown else None


def _value(figure: Disclosed[float] | None) -> float | None:
    return None if figure is None or figure.value is None else round(figure.value, 3)


def _ends(
    low: Disclosed[float] | None, high: Disclosed[float] | None
) -> tuple[float, float] | None:
    ends = _value(low), _value(high)
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def records(picture: MirrorPicture, language: str) -> list[dict[str, object]]:
    """Lay the mirror out as a table: one row for each team and scale."""
    return [
        {
            "team": team.team,
            "name": team.name,
            "scale": code,
            "scale_name": scale_name(picture, code, language),
            "state": figure.state.value,
            "value": _value(figure.score),
            "bound": _bound(figure.score),
            "low": _value(figure.low),
            "high": _value(figure.high),
            "people": figure.n_band,
            "said": figure.sentence.say(language),
        }
        for team in picture.teams
        for code, figure in team.figures.items()
    ]
