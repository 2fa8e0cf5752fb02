"""What the chief executive and the directors of the bakery group say to one another, in Dutch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from binnenuit.exchange.model import WhoIsCustomer
from binnenuit.promises import RECEIVER_SAYS, Happening

Part = tuple[str, str]  # what the director brings; what the director gets


@dataclass(frozen=True)
class Then:
    """What became of a promise, so many days ago; ``due`` is in days before today as well."""

    happening: Happening
    ago: int
    what: str = ""
    due: int | None = None
    reason: str = ""

    @property
    def by_director(self) -> bool:
        """The receiving side says whether it was kept; the chief executive says the rest."""
        return self.happening in RECEIVER_SAYS


@dataclass(frozen=True)
class Promised:
    """Promised so many days ago, until so many days before today (negative: still to come)."""

    what: str
    ago: int
    due: int
    then: tuple[Then, ...] = ()


@dataclass(frozen=True)
class Turn:
    """One talk, so many days ago; who has not written yet has no part.

    Each side sees both answers alike or not: about what is brought, about what is given back.
    """

    ago: int
    top: Part | None = None
    director: Part | None = None
    top_sees: tuple[bool, ...] = ()
    director_sees: tuple[bool, ...] = ()
    promised: Promised | None = None


# The team that each director leads, who is the customer there, and the line.
FIRST_LINES: Final = (
    (
        "production",
        WhoIsCustomer.PEOPLE,
        "De nachtploegen bakken het brood. Ik ben er voor hen, en jij staat dichterbij dan ik.",
    ),
    (
        "logistics",
        WhoIsCustomer.PEOPLE,
        "De chauffeur ziet elke nacht meer klanten dan ik in een jaar. Wat krijgt die van mij?",
    ),
    (
        "sales",
        WhoIsCustomer.YOU,
        "Ik behandel jou als mijn klant: wat jij vraagt, regel ik. Je mensen hoor ik niet.",
    ),
    (
        "support",
        WhoIsCustomer.YOU,
        "Ik vraag jou om cijfers, jij vraagt je mensen. Voor wie die cijfers zijn, weet ik niet.",
    ),
    (
        "people",
        WhoIsCustomer.PEOPLE,
        "Kwaliteit dient wie bakt en wie eet. Nu schrijven we vooral stukken voor elkaar.",
    ),
)

_PRODUCTION: Final = (
    Turn(
        ago=38,
        top=(
            "Elke nacht brood dat om vijf uur klaarligt, en een eerlijk verhaal als een oven "
            "uitvalt. Zonder jou belt de supermarkt mij om zes uur.",
            "Geld voor onderhoud, al komt het vaak laat. En ik houd spoedorders tegen die "
            "'s avonds nog binnenkomen.",
        ),
        director=(
            "Brood dat op tijd in de bus ligt, zeven nachten per week. En ik zeg het als het "
            "misgaat, ook als je het liever niet hoort.",
            "Ruimte om de nachten zelf in te delen. Op een besluit over de tweede oven wachten "
            "we al sinds vorig jaar; de nachtploeg vangt dat op.",
        ),
        top_sees=(True, True),
        director_sees=(True, False),
        promised=Promised(
            "Ik besluit over de tweede oven en vertel het zelf aan de nachtploeg.",
            ago=36,
            due=20,
            then=(Then(Happening.DONE, ago=21), Then(Happening.KEPT, ago=19)),
        ),
    ),
    Turn(
        ago=18,
        top=(
            "Een nachtploeg die weer vooruit kan. Je meldt je nu vóór het misgaat, en niet erna.",
            "Het besluit over de oven, en één nacht per maand waarin ik meeloop.",
        ),
        director=(
            "Rust in de nacht en minder afval. De indeling van de ovens doen de ploegen nu zelf.",
            "De oven is besteld, dat scheelt. Van een spoedorder horen wij nog steeds pas als "
            "het deeg al staat.",
        ),
        top_sees=(True, False),
        director_sees=(True, False),
        promised=Promised(
            "Een spoedorder van na vier uur gaat eerst langs de nachtploeg. Dat spreek ik met "
            "Verkoop af.",
            ago=16,
            due=2,
        ),
    ),
)

_LOGISTICS: Final = (
    Turn(
        ago=33,
        top=(
            "Ritten die rijden, ook bij gladheid. En chauffeurs die aan de deur horen wat er "
            "bij de klant speelt.",
            "Twee nieuwe bussen per jaar. En te weinig tijd: ons gesprek schuift op zodra er "
            "iemand van de bank belt.",
        ),
        director=(
            "Het brood komt aan, en van elke rit die te laat was weet ik waarom. Naar dat "
            "verhaal heb je nog nooit gevraagd.",
            "Vertrouwen, en bussen. Op mijn vraag over de koelwagen wacht ik drie maanden.",
        ),
        top_sees=(True, False),
        director_sees=(False, False),
        promised=Promised(
            "Ik rijd een nacht mee en beslis daarna binnen een week over de koelwagen.",
            ago=30,
            due=9,
            then=(
                Then(
                    Happening.CHANGED,
                    ago=11,
                    what="Ik beslis over de koelwagen op de dag dat de offerte er ligt.",
                    due=-13,
                    reason="De nacht heb ik meegereden. De offerte kwam later dan beloofd; raden "
                    "wil ik niet.",
                ),
            ),
        ),
    ),
)

_SALES: Final = (
    Turn(
        ago=35,
        top=(
            "Klanten die blijven. En elke maandag wat zij zelf zeiden, in hun eigen woorden.",
            "Steun als een gesprek over prijs vastloopt. En soms een toezegging aan tafel "
            "waar jij niets van wist.",
        ),
        director=(
            "Klanten die bijbestellen omdat wij doen wat we zeggen. Ik bel eerst de bakkerij, "
            "dan pas de klant.",
            "Rugdekking bij de grote supermarkten. Met een korting die jij aan tafel weggeeft "
            "zijn wij daarna weken bezig.",
        ),
        top_sees=(True, True),
        director_sees=(True, True),
        promised=Promised(
            "Ik ga mee naar onze drie grootste klanten.",
            ago=34,
            due=10,
            then=(
                Then(
                    Happening.WITHDRAWN,
                    ago=26,
                    reason="Jij vroeg of ik wilde wegblijven: het zijn jullie klanten. Je had "
                    "gelijk.",
                ),
            ),
        ),
    ),
    Turn(
        ago=25,
        top=(
            "Rust bij de klant: één gezicht, één afspraak.",
            "Ik blijf weg van de tafel waar over prijs wordt gepraat. Dat valt me zwaar.",
        ),
        director=(
            "Eén afspraak per klant, en de bakkerij kent hem voordat wij tekenen.",
            "Je blijft weg bij prijsgesprekken. Wat ik zelf mag toezeggen, staat nergens.",
        ),
        top_sees=(True, True),
        director_sees=(True, True),
        promised=Promised(
            "Ik schrijf op wat jullie zonder mij mogen toezeggen, op één bladzijde.",
            ago=23,
            due=14,
        ),
    ),
)

_SUPPORT: Final = (
    Turn(
        ago=12,
        top=(
            "Cijfers die kloppen op de vijfde werkdag, en systemen die draaien als 's nachts "
            "de ovens aan staan.",
            "Ruimte om nee te zeggen tegen maatwerk. Al vraag ik zelf het vaakst om nog een lijst.",
        ),
    ),
)

_PEOPLE: Final = (
    Turn(
        ago=9,
        director=(
            "Ik zeg waar het wringt voordat iemand vertrekt. En keurmerken waar de "
            "supermarkten op rekenen.",
            "Aandacht als er iets misgaat. Een halfuur als het goed gaat zou meer helpen.",
        ),
    ),
)

# The team that each director leads, and the talks with the chief executive, oldest first.
TALKS: Final = {
    "production": _PRODUCTION,
    "logistics": _LOGISTICS,
    "sales": _SALES,
    "support": _SUPPORT,
    "people": _PEOPLE,
}
