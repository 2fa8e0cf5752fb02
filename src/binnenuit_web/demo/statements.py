"""What forty invented people of the bakery said under one question, and who leans which way."""

from __future__ import annotations

from typing import Final, NamedTuple

QUESTION: Final = "Wat merkt de klant van hoe wij met elkaar omgaan?"


class Said(NamedTuple):
    """One statement: how likely two groups of opinion are to agree with it, and its moderation."""

    text: str
    one: float
    other: float
    moderated: int = 1
    is_meta: bool = False
    is_seed: bool = False


STATEMENTS: Final = (
    Said("Als wij elkaar helpen, krijgt de klant warmer brood.", 0.95, 0.95, is_seed=True),
    Said("Een klant hoort meteen of er achter ruzie is.", 0.9, 0.95, is_seed=True),
    Said("Wie een fout maakt, zegt het zelf tegen de klant.", 0.9, 0.9),
    Said("Een belofte aan een collega is ook een belofte aan de klant.", 0.95, 0.9),
    Said("Nieuwe mensen leren te weinig over onze klanten.", 0.85, 0.9),
    Said("Wij bedanken elkaar te weinig.", 0.9, 0.85),
    Said("Het overleg mag niet onder het spitsuur.", 0.95, 0.95),
    Said("De klant merkt niets van hoe wij met elkaar omgaan.", 0.05, 0.05, is_seed=True),
    Said("Klagen over een collega waar een klant bij is, mag best.", 0.05, 0.05),
    Said("De winkel moet zelf mogen beslissen over geld terug.", 0.95, 0.1),
    Said("Vaste recepten zijn belangrijker dan wat een klant vraagt.", 0.05, 0.9),
    Said("Een late bestelling nemen we altijd aan.", 0.9, 0.1),
    Said("Wie bakt, hoort ook een dag in de winkel te staan.", 0.95, 0.15),
    Said("Regels zijn er om ons te beschermen.", 0.1, 0.9),
    Said("Het rooster moet vastliggen, ook als het druk wordt.", 0.1, 0.95),
    Said("Liever een uitzondering te veel dan een klant te weinig.", 0.95, 0.1),
    Said("Een vaste klant mag voor.", 0.85, 0.15),
    Said("Elke afwijking van het plan kost ons vertrouwen.", 0.1, 0.85),
    Said("We moeten om zes uur open in plaats van om zeven uur.", 0.5, 0.45),
    Said("Op zaterdag staan er genoeg mensen.", 0.45, 0.5),
    Said("De bezorging komt op tijd.", 0.55, 0.5),
    Said("Wij praten genoeg over wat klanten zeggen.", 0.5, 0.55),
    Said("Deze vraag is duidelijk gesteld.", 0.8, 0.8, is_meta=True),
    Said("Piet komt altijd te laat.", 0.5, 0.5, moderated=-1),
)
