"""What the auditor found, in words: which sums lay bare whom, and what would decide a doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit.language import Sentence, listed, sentence
from binnenuit.privacy.audit.model import NOTHING_PUBLISHED, Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.audit.model import Audit
    from binnenuit.privacy.audit.usual import Exposed

NAMED: Final = 8


@dataclass(frozen=True)
class Verdict:
    """What the auditor says about everything that was published about the same answers.

    Attributes
    ----------
    what
        ``published`` for a table of another system, ``release`` for our own.
    period, scale
        Which answers: the period, or the round and the scale.
    audit
        The attack.
    names
        Name of each published set, in the order of the attack.
    doubt
        What would decide it, when that is not certain; None when it is.
    also
        Other groups of fewer than ``k`` people that can be laid bare, and how; not all of them.
    bare
        Whom it lays bare in all; None when only the smallest group was looked for.
    """

    what: str
    period: str
    scale: str
    audit: Audit
    names: tuple[str, ...]
    doubt: Sentence | None = None
    also: tuple[Sentence, ...] = ()
    bare: Exposed | None = None

    @property
    def decided(self) -> bool:
        """It is certain what can be derived."""
        return self.audit.decided and self.doubt is None

    @property
    def passed(self) -> bool:
        """Nothing can be derived about fewer than ``k`` people, and that is certain."""
        return self.audit.passed and self.doubt is None

    @property
    def exposes(self) -> bool:
        """A sum over fewer than ``k`` people can be derived for certain."""
        return self.audit.smallest < self.audit.k and (self.audit.decided or self.doubt is None)

    @property
    def combination(self) -> tuple[tuple[str, float], ...]:
        """The published sets that lay bare the smallest group, each with its coefficient."""
        return tuple((self.names[number], factor) for number, factor in self.audit.witness)

    @property
    def sentence(self) -> Sentence:
        """Say how people are laid bare, or what would decide it, or that all is well."""
        if self.exposes:
            return witness(self.audit, self.names)
        if self.doubt is not None:
            return self.doubt
        if self.audit.smallest == NOTHING_PUBLISHED:
            return sentence("No figure was published, so nothing can be derived.")
        proven = self.audit.smallest if self.audit.level is Level.LAMINAR else self.audit.k
        return sentence(
            "The smallest group about which anything can be derived has {people} people or more.",
            people=proven,
        )


def witness(audit: Audit, names: Sequence[str]) -> Sentence:
    """Say how the smallest group is laid bare.

    Parameters
    ----------
    names
        Name of each published set, in the order in which they were attacked.

    Returns
    -------
    witness
        For one set, for a set without parts of it, or for any other combination. Of many sets the
        first few are named, and how many more there are.
    """
    plus = [(names[number], factor) for number, factor in audit.witness if factor > 0]
    minus = [(names[number], -factor) for number, factor in audit.witness if factor < 0]
    if len(plus) == 1 and all(factor == 1 for _, factor in plus + minus):
        return remains(plus[0][0], [name for name, _ in minus], audit.smallest)
    return _combined(plus, minus, audit.smallest)


def _terms(terms: Sequence[tuple[str, float]]) -> Sentence:
    """Name each set with its factor: a field, since a number is written as in the language."""
    fields: dict[str, object] = {}
    places = []
    for number, (name, factor) in enumerate(dict.fromkeys(terms)):
        fields |= {f"name{number}": name, f"factor{number}": factor}
        place = f"{{name{number}}}"
        places.append(place if factor == 1 else f"{{factor{number}:g}} x {place}")
    return Sentence(listed(places, NAMED), fields)


def remains(whole: str, parts: Sequence[str], people: int) -> Sentence:
    """Say how many people remain of a set when others inside it are subtracted.

    Parameters
    ----------
    parts
        Names of the sets inside it; empty when the set itself is small.
    """
    if not parts:
        return _itself(whole, people)
    named = listed(parts, NAMED)
    if people == 1:
        return sentence(
            "Take {whole}, subtract {parts}: what remains is the answer of one person.",
            whole=whole,
            parts=named,
        )
    return sentence(
        "Take {whole}, subtract {parts}: what remains are the answers of {people} people.",
        whole=whole,
        parts=named,
        people=people,
    )


def _itself(name: str, people: int) -> Sentence:
    if people == 1:
        return sentence("The figure of {whole} is the answer of one person.", whole=name)
    return sentence(
        "The figure of {whole} rests on the answers of {people} people.", whole=name, people=people
    )


def _combined(
    plus: Sequence[tuple[str, float]], minus: Sequence[tuple[str, float]], people: int
) -> Sentence:
    if not minus:
        return sentence(
            "Add up {plus}: together that rests on the answers of {people} people.",
            plus=_terms(plus),
            people=people,
        )
    return sentence(
        "Add up {plus}, and subtract {minus}: what remains rests on the answers of {people} "
        "people.",
        plus=_terms(plus),
        minus=_terms(minus),
        people=people,
    )
