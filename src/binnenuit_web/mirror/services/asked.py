"""What one ballot asks: in whose words, about whom, and what is promised before anybody answers."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache
from django.utils.translation import gettext as _

from binnenuit.mirror.model.asked import GROCERIES, of_part
from binnenuit.mirror.model.ballot import DONT_KNOW, Part
from binnenuit.mirror.model.options import DONT_KNOW_WORDS, WORDING, options_of
from binnenuit.mirror.model.questionnaire import About
from binnenuit.mirror.model.recorded import from_record
from binnenuit.organisation.model import LinkKind, TeamId
from binnenuit_web.mirror.models import Layer
from binnenuit_web.mirror.services.frozen import asked_about
from binnenuit_web.mirror.services.personal import is_forgotten
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from binnenuit.mirror.model.questionnaire import Questionnaire, Scored
    from binnenuit.organisation.model import Organisation

__all__ = [
    "MOST_TICKED",
    "Asked",
    "Question",
    "Section",
    "Supplier",
    "are_there",
    "asked",
    "dont_know",
    "remembered",
]

MOST_TICKED: Final = 4
_MOST_LISTED: Final = 12
_SERVES_MANY: Final = 3
_SECONDS_A_QUESTION: Final = 6
_TICKED_BY_MOST: Final = 2
_SECONDS_KEPT: Final = 60


@dataclass(frozen=True)
class Question:
    """``options`` are the values as they are sent, each with its words; "don't know" is the last.

    ``words`` belong to the reader: a number stands there only where an option has no word.
    """

    code: str
    text: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """Questions about the same, answered in the same words.

    ``note`` says how to read them; empty when that is plain.
    """

    title: str
    lead: str
    questions: tuple[Question, ...]
    note: str = ""


@dataclass(frozen=True)
class Supplier:
    """A team that one may have dealt with."""

    id: TeamId
    name: str


@dataclass(frozen=True)
class Asked:
    """One ballot in one language; the same for everybody who answers about this team.

    Attributes
    ----------
    leader
        Name of the one who leads the team; empty when nothing is asked about him.
    sections
        Asked of everybody.
    supplied
        Asked about each team that one ticks.
    shift
        Item that takes the shift in *Who pays for your groceries?*; empty when it is not asked.
    k
        The smallest group that is ever shown.
    """

    part: Part
    team: TeamId
    team_name: str
    leader: str
    sections: tuple[Section, ...]
    supplied: tuple[Section, ...]
    suppliers: tuple[Supplier, ...]
    shift: str
    k: int
    closes_on: date | None

    @property
    def count(self) -> int:
        """How many questions one gets without ticking a team."""
        return _count(self.sections) + 2 * bool(self.shift)

    @property
    def minutes(self) -> int:
        """How long it takes; most people dealt with two teams."""
        teams = min(_TICKED_BY_MOST, len(self.suppliers))
        questions = self.count + teams * _count(self.supplied)
        return -(-questions * _SECONDS_A_QUESTION // 60)


def asked(layer: int, team: str, part: Part, language: str) -> Asked | None:
    """What is asked of those who answer about ``team``; None when the layer is no longer there."""
    found = Layer.objects.select_related("round").filter(pk=layer).first()
    if found is None:
        return None
    here = TeamId(team)
    teams = {each["id"]: each for each in found.teams}
    now = organisation.load()
    leader = _leader(found, teams.get(team, {}), now)
    whole = from_record(found.round.questionnaire)
    questions = of_part(whole, part, about_leader=bool(leader))
    supplied = [scale for scale in questions.scales if scale.about is About.SUPPLIER]
    name = str(teams.get(team, {}).get("name") or team)
    told = _Told(part, name, leader, language)
    return Asked(
        part=part,
        team=here,
        team_name=name,
        leader=leader,
        sections=told.sections(questions),
        supplied=told.all_in(supplied),
        suppliers=_suppliers(found, here, teams, now) if supplied else (),
        shift=_shift(questions),
        k=found.round.k,
        closes_on=found.closes_on,
    )


def dont_know(language: str) -> str:
    """The answer that is always there, in words."""
    return _begun(DONT_KNOW_WORDS[language])


def remembered(name: str, *about: object, make: Callable[[], Any]) -> Any:
    """Return what was made less than a minute ago about the same: thousands answer in one hour."""
    written = repr((name, *about)).encode()
    return cache.get_or_set(
        f"mirror-{name}-{hashlib.sha256(written).hexdigest()}", make, _SECONDS_KEPT
    )


@dataclass(frozen=True)
class _Told:
    """Puts questions into the words of one reader."""

    part: Part
    team: str
    leader: str
    language: str

    def sections(self, questions: Questionnaire) -> tuple[Section, ...]:
        own = (
            scale
            for scale in questions.scales
            if scale.about is not About.SUPPLIER and scale.code != GROCERIES
        )
        return self.all_in(own)

    def all_in(self, scales: Iterable[Scored]) -> tuple[Section, ...]:
        """Scales that follow each other, about the same and in the same words, are one section."""
        alike = groupby(scales, key=lambda scale: (scale.about, scale.words))
        return tuple(self._section(tuple(group)) for _key, group in alike)

    def _section(self, scales: tuple[Scored, ...]) -> Section:
        title, note = self._title(scales[0])
        return Section(
            title=title,
            note=note,
            lead=WORDING[scales[0].words][self.language].lead,
            questions=tuple(
                Question(item.code, self._text(item.text), self._options(scale))
                for scale in scales
                for item in scale.items
            ),
        )

    def _title(self, scale: Scored) -> tuple[str, str]:
        if scale.about is About.LEADER and self.part is Part.ABOVE:
            title = _("About %(leader)s, who leads at the top") % {"leader": self.leader}
            return title, _("“My leader” is %(leader)s here.") % {"leader": self.leader}
        if scale.about is About.LEADER:
            return _("About your leader, %(leader)s") % {"leader": self.leader}, ""
        if scale.about is About.CUSTOMER_FACING:
            return _("About %(team)s") % {"team": self.team}, ""
        if scale.about is About.SUPPLIER:
            return "", ""
        return _("About your work and your team"), ""

    def _text(self, texts: Mapping[str, str]) -> str:
        return texts.get(self.language) or next(iter(texts.values()))

    def _options(self, scale: Scored) -> tuple[tuple[str, str], ...]:
        said = ((str(value), _begun(words)) for value, words in options_of(scale, self.language))
        return (*said, (DONT_KNOW, dont_know(self.language)))


def _begun(words: str) -> str:
    """Begin with a capital, also behind a bracket: “(Almost) never”."""
    return re.sub(r"[^\W\d_]", lambda letter: letter[0].upper(), words, count=1)


def _leader(layer: Layer, team: Mapping[str, Any], now: Organisation) -> str:
    """Name who is asked about; empty when only the talk counts, or nobody leads any more.

    Who is not among the people of the file goes by the id that stands in it, as everywhere.
    """
    if not team or not asked_about(layer, team["id"]) or is_forgotten(team["leader"]):
        return ""
    leader = str(team["leader"])
    return next((each.name for each in now.people if each.person == leader), "") or leader


def _suppliers(
    layer: Layer, team: TeamId, teams: Mapping[str, Any], now: Organisation
) -> tuple[Supplier, ...]:
    """Teams that serve this one, then those that serve many; no longer list than one reads."""
    there = now.on(layer.opened_on) if layer.opened_on else now
    pairs = {
        (link.supplier, link.customer)
        for link in there.links
        if link.kind is LinkKind.SERVES and link.supplier in teams and link.supplier != team
    }
    serving = {supplier for supplier, customer in pairs if customer == team}
    serves = Counter(supplier for supplier, customer in pairs if customer in teams)
    many = {supplier for supplier, count in serves.items() if count >= _SERVES_MANY} - serving
    named = [
        [Supplier(TeamId(each), teams[each]["name"]) for each in some] for some in (serving, many)
    ]
    listed = [each for some in named for each in sorted(some, key=_by_name)][:_MOST_LISTED]
    return tuple(sorted(listed, key=_by_name))


def _by_name(supplier: Supplier) -> tuple[str, str]:
    return supplier.name.casefold(), supplier.id


def _shift(questions: Questionnaire) -> str:
    scale = questions.scale_by_code.get(GROCERIES)
    return scale.items[0].code if scale else ""


def _count(sections: tuple[Section, ...]) -> int:
    return sum(len(section.questions) for section in sections)


def are_there(layer: int, teams: Iterable[str]) -> bool:
    """Whether all of these teams were there when the layer opened."""
    found = Layer.objects.filter(pk=layer).values_list("teams", flat=True).first()
    return {*teams} <= {each["id"] for each in found or ()}
