"""What people of the bakery group said under two core questions, and what they made of it."""

from __future__ import annotations

from typing import Final, NamedTuple


class Said(NamedTuple):
    """One statement.

    Attributes
    ----------
    one, other
        How likely each of two groups of opinion is to agree.
    voted
        Share of those who vote that came as far as this one.
    unclear
        How likely somebody is to find it unclear.
    """

    text: str
    one: float
    other: float
    language: str = "nl"
    is_seed: bool = False
    voted: float = 0.85
    unclear: float = 0.02


FOLLOWS_THROUGH: Final = "Wie een vraag doorstuurt, zorgt ervoor tot er een antwoord is."
TO_COLLEAGUES: Final = "Een belofte aan een collega is ook een belofte aan de klant."
BOSS_WAITS: Final = "Vragen van boven kunnen wachten zolang er een klant staat."
SEES_CUSTOMERS: Final = "Wie leidinggeeft, hoort elke maand een dag bij klanten te zijn."

# "What does the customer notice of the way we lead?", which ended weeks ago.
THEN: Final = (
    Said(FOLLOWS_THROUGH, 0.95, 0.93),
    Said(TO_COLLEAGUES, 0.93, 0.94, is_seed=True),
    Said(BOSS_WAITS, 0.92, 0.9),
    Said(SEES_CUSTOMERS, 0.95, 0.9, is_seed=True),
    Said("Een klant hoort aan onze stem of we ons gesteund voelen.", 0.9, 0.88, is_seed=True),
    Said("Helpt een chef mee in de drukte, dan merkt de klant dat dezelfde dag.", 0.9, 0.92),
    Said("Een fout die we zelf melden, kost ons minder dan een fout die de klant vindt.", 0.9, 0.9),
    Said("Een dankjewel van een klant komt bij de nachtploeg nooit aan.", 0.88, 0.9),
    Said("Wie nee zegt tegen een klant, moet kunnen uitleggen waarom.", 0.92, 0.9),
    Said("Drivers hear first what goes wrong. We should ask them more often.", 0.9, 0.88, "en"),
    Said("De klant merkt niets van hoe wij geleid worden.", 0.06, 0.08, is_seed=True),
    Said("Over een klacht kun je het best zo min mogelijk praten.", 0.05, 0.06),
    Said("Een late bestelling nemen we altijd aan, ook als het deeg al staat.", 0.9, 0.12),
    Said("Een teamleider moet zonder vragen geld mogen teruggeven aan een klant.", 0.92, 0.2),
    Said("Liever een keer te veel ja gezegd dan een klant kwijt.", 0.93, 0.12),
    Said("Een vast rooster is belangrijker dan een uitzondering voor één klant.", 0.1, 0.9),
    Said("Elke afwijking van de planning kost ons meer dan ze oplevert.", 0.08, 0.88),
    Said("Ook wie 's nachts bakt, moet zelf een klant kunnen bellen.", 0.88, 0.25),
    Said("Op zaterdag staan er genoeg mensen.", 0.45, 0.5),
    Said("Het werkoverleg gaat meestal over klanten.", 0.5, 0.45),
    Said("The shops know what the bakery can do, and what it cannot.", 0.5, 0.55, "en"),
    Said("Onze prijzen zijn makkelijk uit te leggen.", 0.55, 0.5),
    Said("Wij moeten gewoon beter communiceren.", 0.6, 0.6, unclear=0.35),
    Said("Wie inpakt, zou moeten weten voor welke winkel het is.", 0.9, 0.9, voted=0.03),
)

# "What do we call each other to account for, and how well do we do that?", which is open.
NOW: Final = (
    Said("Wie te laat is, hoort dat van zijn eigen team, en niet van de chef.", 0.7, 0.5),
    Said("We zeggen het wel over elkaar, maar niet tegen elkaar.", 0.9, 0.85, is_seed=True),
    Said("Een chef mag je net zo goed aanspreken als een collega.", 0.9, 0.9, is_seed=True),
    Said("Aanspreken gaat beter als je ook zegt wat er goed ging.", 0.9, 0.92),
    Said("Over een vuile werkplek zegt hier niemand iets.", 0.85, 0.2),
    Said("Wie een afspraak niet nakomt, zegt dat zelf voordat een ander het merkt.", 0.9, 0.9),
    Said("In de drukte spreek je niemand aan. Dat doe je na de dienst.", 0.2, 0.9),
    Said("Een klacht bespreken we met het hele team, wie de fout ook maakte.", 0.85, 0.3),
    Said("We always speak up when a customer would pay for our mistake.", 0.8, 0.75, "en"),
    Said("Wie nieuw is, durft hier de eerste maanden niets te zeggen.", 0.8, 0.85),
    Said("Aanspreken is het werk van leidinggevenden.", 0.1, 0.5, is_seed=True),
    Said("Na een gesprek over een fout is het klaar. Niemand komt erop terug.", 0.5, 0.55),
)
MINE: Final = "Bij de overdracht zeggen we eerlijk wat er die nacht misging."
REFUSED: Final = "De dagploeg laat altijd alles liggen voor de nacht."
WHY_REFUSED: Final = (
    "Dit gaat over één ploeg, en die kan hier niets terugzeggen. Schrijf je op wat er bij de "
    "overdracht anders moet?"
)
WAITING: Final = (
    "We zeggen veel over elkaar en te weinig tegen elkaar.",
    "Een fout van de ovens hoort bij de overdracht op het bord te staan.",
    "Wie iets belooft en het vergeet, koopt taart.",
)


class Asked(NamedTuple):
    """What everybody is asked: how much he resists, and whether he sees the step to it."""

    about: str
    resistance: float
    follows: float


class ValueSaid(NamedTuple):
    """A value, the statements that it comes from, and how people answer."""

    name: str
    words: str
    statements: tuple[str, ...]
    asked: Asked


class BehaviourSaid(NamedTuple):
    """A behaviour, and how people answer."""

    who: str
    does: str
    when: str
    visible_to: str
    nl: str
    en: str
    asked: Asked


KEPT: Final = ValueSaid(
    "Wat je aanneemt, maak je af",
    "Een vraag van een klant of een collega blijft van jou tot er een antwoord is. Doorgeven mag, "
    "loslaten niet.",
    (FOLLOWS_THROUGH, TO_COLLEAGUES),
    Asked("kept", 1.4, 0.9),
)
PAYS: Final = ValueSaid(
    "Wie betaalt, gaat voor",
    "Staat er een klant, dan wacht wat van binnen komt. Ook als het van de directie komt.",
    (BOSS_WAITS, SEES_CUSTOMERS),
    Asked("pays", 2.4, 0.8),
)
CALLS_BACK: Final = BehaviourSaid(
    "Wie een vraag van een klant aanneemt",
    "belt binnen een dag terug, ook als er nog geen antwoord is",
    "als een antwoord niet meteen kan",
    "de klant, en wie ernaast zit",
    "Wij bellen een klant binnen een dag terug, ook als we het antwoord nog niet weten.",
    "We call a customer back within a day, even when we do not know the answer yet.",
    Asked("calls back", 1.8, 0.88),
)
HANDS_OVER: Final = BehaviourSaid(
    "Wie een dienst overdraagt",
    "zegt hardop wat er nog openstaat, en voor wie",
    "bij elke wissel van de dienst",
    "beide ploegen",
    "Wij zeggen bij elke overdracht hardop wat er nog openstaat, en voor wie.",
    "At every handover we say aloud what is still open, and for whom.",
    Asked("hands over", 2.2, 0.85),
)
BREAKS_OFF: Final = BehaviourSaid(
    "Wie een overleg leidt",
    "breekt het af als een klant iemand van tafel nodig heeft",
    "in elk overleg, ook dat van de directie",
    "iedereen aan tafel",
    "Wij breken een overleg af als een klant iemand van tafel nodig heeft.",
    "We break off a meeting when a customer needs somebody at the table.",
    Asked("breaks off", 3.2, 0.75),
)
OBJECTION: Final = (
    "Bij de ovens en in de wagens is er geen overleg om af te breken. Dan geldt dit alleen voor "
    "kantoor, en wordt het een afspraak over ons zonder ons."
)
BECAUSE: Final = "Geen bezwaar, en weinig weerstand. We kijken er na een half jaar opnieuw naar."
