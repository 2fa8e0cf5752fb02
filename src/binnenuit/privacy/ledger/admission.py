"""May it be published? Not when it says something about too few people beside what is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.errors import ArgumentError, ExposureError
from binnenuit.language import listed, sentence
from binnenuit.privacy.audit import attack
from binnenuit.privacy.audit.blocks import memberships
from binnenuit.privacy.audit.span import spans
from binnenuit.privacy.audit.words import witness
from binnenuit.privacy.ledger.frozen import check_frozen
from binnenuit.privacy.model import SMALLEST_GROUP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.privacy.audit import Audit
    from binnenuit.privacy.ledger.publication import Publication


def check_admission(published: Sequence[Publication], wanted: Publication) -> None:
    """Raise when ``wanted`` contradicts what was published, or lays bare too few people with it.

    Raises
    ------
    ArgumentError
        It contradicts itself (``privacy.publication-wrong``), changes what is fixed in a closed
        round (see ``check_frozen``) or how many people were in an atom
        (``privacy.people-changed``).
    ExposureError
        Together with what was published it lays bare too few people (``privacy.exposes``), or
        nobody could prove that it does not (``privacy.undecided``).

    Notes
    -----
    At every ``k`` in use, the sums that may rest on no fewer than that ``k`` are attacked together.
    What could be computed from them already is admitted without an attack: it tells nothing new.
    """
    _check_itself(wanted)
    check_frozen([earlier for earlier in published if earlier.round == wanted.round], wanted)
    related = _related(published, wanted)
    for earlier in related:
        _check_people(earlier, wanted)
    for k in sorted({earlier.k for earlier in related} | {wanted.k}):
        if k <= wanted.k:
            _attack([earlier for earlier in related if earlier.k >= k], wanted, k)


def _related(published: Sequence[Publication], wanted: Publication) -> list[Publication]:
    """Find what shares people with ``wanted``, directly or through other publications."""
    names = set(wanted.atoms)
    related: list[Publication] = []
    others = list(published)
    while found := [other for other in others if not names.isdisjoint(other.atoms)]:
        others = [other for other in others if names.isdisjoint(other.atoms)]
        related += found
        names.update(*(other.atoms for other in found))
    return related


def _attack(published: Sequence[Publication], wanted: Publication, k: int) -> None:
    """Attack all that may rest on no fewer than ``k`` people, unless ``wanted`` adds nothing."""
    everything = (*published, wanted)
    sets = [atoms for publication in everything for atoms in publication.sets.values()]
    people = {atom: n for publication in everything for atom, n in publication.atoms.items()}
    matrix, sizes = memberships(sets, people)
    old = len(sets) - len(wanted.sets)
    if spans(matrix[:old], matrix[old:]).all():
        return
    audit = attack(matrix, sizes, k=k)
    if not audit.passed:
        raise _refused(audit, [name for publication in everything for name in publication.sets])


def _refused(audit: Audit, names: Sequence[str]) -> ExposureError:
    if audit.smallest >= audit.k:
        return ExposureError(
            "privacy.undecided",
            sentence(
                "Nobody could prove that these figures, beside what was published, say nothing "
                "about fewer than {k} people; so they are not published. Publish fewer groups, or "
                "the groups that were published before.",
                k=audit.k,
            ),
        )
    return ExposureError(
        "privacy.exposes",
        sentence(
            "These figures cannot be published. {witness} At least {k} people are needed. Keep the "
            "groups that were published before, or make the groups named here larger.",
            witness=witness(audit, names),
            k=audit.k,
        ),
    )


def _check_itself(wanted: Publication) -> None:
    contradiction = wanted.contradiction()
    if contradiction or wanted.k < SMALLEST_GROUP:
        raise ArgumentError(
            "privacy.publication-wrong",
            sentence(
                "What is to be published contradicts itself at {name} (with k = {k}). Every group "
                "consists of people who are counted, each once, and k is at least {smallest}.",
                name=contradiction or wanted.kind,
                k=wanted.k,
                smallest=SMALLEST_GROUP,
            ),
        )


def _check_people(earlier: Publication, wanted: Publication) -> None:
    shared = earlier.atoms.keys() & wanted.atoms.keys()
    changed = sorted(atom for atom in shared if earlier.atoms[atom] != wanted.atoms[atom])
    if changed:
        raise ArgumentError(
            "privacy.people-changed",
            sentence(
                "Figures were published about another number of people in: {atoms}. A closed round "
                "stays as it was closed: publish from what was kept of it.",
                atoms=listed(changed),
            ),
        )
