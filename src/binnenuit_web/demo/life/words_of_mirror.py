"""What leaders of the bakery group promised after they looked in the mirror, in Dutch."""

from __future__ import annotations

from typing import Final

# By the team that a leader leads. Half a year ago everybody promised who was waited for.
PROMISED_THEN: Final = {
    "directors": "In elke directievergadering vraag ik eerst wat jullie nodig hebben. Cijfers "
    "komen daarna.",
    "production": "Ik zeg niets meer toe over ovens of mensen dat ik nog met niemand besprak.",
    "logistics": "Wie vastloopt met een rit, hoort dezelfde dag van mij wat ik eraan doe.",
    "sales": "Ik vertel jullie elke vrijdag wat klanten over ons werk zeiden.",
    "support": "Voor ik een lijst vraag, zeg ik voor wie hij is. Anders vraag ik hem niet.",
    "people": "Ons overleg duurt een halfuur korter. Die tijd is voor wie bij ons aanklopt.",
    "bread": "Bij de overdracht sta ik erbij, en ik vraag wat er die nacht in de weg zat.",
    "pastry": "Ik zeg uiterlijk woensdag wat er zaterdag moet liggen.",
    "dover": "I answer every question about flour and machines within two days.",
    "warehouse": "Eén keer per week loop ik mee met wie inpakt. Wat hapert, haal ik weg.",
    "transport": "Een rooster verander ik niet meer zonder eerst te bellen.",
    "sales-nl": "Een klacht lees ik samen met wie hem aannam, en niet alleen.",
    "sales-uk": "I keep Tuesday free of meetings, so that customers can be called.",
    "shops": "Op zaterdag stuur ik geen vragen. Dan staat de winkel vol.",
    "accounts": "Ik vertel elke maand wie iets had aan wat wij uitzochten.",
    "it": "Ik zeg op maandag wat die week voorgaat, en houd me daaraan.",
    "care": "Ik vraag elke maand één ploeg wat zij aan ons hadden.",
    "oven-night": "Vraagt een ploeg iets aan mij, dan staat binnen twee nachten het antwoord op "
    "het bord.",
    "picking": "Tijdens de piek kom ik niet met vragen. Ik help, of ik blijf weg.",
    "drivers-west": "Wat jullie aan de deur horen, bespreek ik dezelfde week met Verkoop.",
    "personnel": "Ik houd de ochtend vrij voor wie langskomt.",
}

# In the round that runs, by those whom a visitor of the demo meets.
PROMISED_NOW: Final = {
    "directors": "Elke maand vraag ik jullie op één ochtend wat er uit de weg moet. Binnen een "
    "week zeg ik wat ik ermee doe.",
    "production": "Wat ik van boven krijg en niet begrijp, geef ik niet door. Ik vraag eerst "
    "waarvoor het is.",
    "logistics": "Ik kom elke twee weken mee naar de laadvloer, en neem één ding mee terug dat "
    "ik oplos.",
    "bread": "Komt er 's avonds nog een order bij, dan bel ik zelf voordat het deeg staat.",
    "warehouse": "Ik houd het uur voor de piek vrij van vragen van kantoor.",
    "transport": "Elke chauffeur hoort van mij wat er met zijn melding gebeurde.",
    "care": "Ik vraag van elk formulier wie het leest. Leest niemand het, dan vervalt het.",
}
