"""The teams of the invented bakery group, layer by layer, and for whom each says it works.

A group with a Dutch and an English half, so names of both languages stand side by side. Two truths
are planted for readers to find: quality and product development only work for one another, and
nobody has said for whom reception and kitchen works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Plan:
    """One team as it was invented.

    Attributes
    ----------
    size
        Members of the team itself.
    serves
        Whom it says it works for, with the share of its work: (team or customer, share, basis).
    """

    id: str
    name: str
    parent: str
    layer: str
    size: int
    cost_centre: str = ""
    serves: tuple[tuple[str, float, str], ...] = ()


CHIEF: Final = "top"
DIRECTORS: Final = "directors"
LAYERS: Final = ("chief executive", "directors", "department heads", "team leaders", "teams")

# id, name
_DEPARTMENTS: Final = """
production  Productie
logistics   Logistiek
sales       Verkoop
support     Financiën & ICT
people      Mens & kwaliteit
"""

# id, name, department
_GROUPS: Final = """
bread       Broodbakkerij Zwolle    production
pastry      Banketbakkerij Zwolle   production
dover       Dover Bakery            production
warehouse   Magazijn                logistics
transport   Vervoer                 logistics
sales-nl    Verkoop Nederland       sales
sales-uk    Sales England           sales
shops       Winkels                 sales
accounts    Boekhouding             support
it          ICT                     support
care        Personeel & kwaliteit   people
"""

# id, name, group, members, cost centre
_TEAMS: Final = """
dough           Nachtploeg deeg         bread      9
oven-night      Nachtploeg oven         bread      9
oven-day        Dagploeg oven           bread      8
packing         Inpak brood             bread      9
maintenance     Onderhoud               bread      5
pastry-a        Banketploeg A           pastry     7
pastry-b        Banketploeg B           pastry     7
chocolate       Chocolade               pastry     5
pastry-packing  Inpak banket            pastry     6
dover-dough     Night dough             dover      8
dover-oven      Night oven              dover      8
dover-day       Day oven                dover      7
dover-packing   Packing                 dover      8
goods-in        Ontvangst grondstoffen  warehouse  6
picking         Orderpicken             warehouse  9
cold-store      Koeling                 warehouse  5
planning        Ritplanning             transport  4
loading         Laadploeg               transport  8
drivers-north   Chauffeurs noord        transport  9
drivers-west    Chauffeurs west         transport  9
drivers-kent    Drivers Kent            transport  8
supermarkets    Supermarkten            sales-nl   5  410
catering        Horeca en catering      sales-nl   6  420
desk            Binnendienst            sales-nl   7
key-accounts    Key accounts            sales-uk   5  510
caterers-uk     Caterers                sales-uk   5  520
desk-uk         Customer desk           sales-uk   6
shop-zwolle     Winkel Zwolle           shops      7  610
shop-deventer   Winkel Deventer         shops      6  620
web-shop        Webwinkel               shops      4  630
debtors         Debiteuren              accounts   5
payroll         Crediteuren en lonen    accounts   5
service-desk    Servicedesk             it         6
systems         Systemen                it         6
personnel       Personeelszaken         care       5
quality         Kwaliteit               care       5
development     Productontwikkeling     care       4
reception       Receptie en keuken      care       5
"""

# team, for whom it says it works: with which share of its work, and how that is known
_SERVES: Final = """
dough           oven-night .6 confirmed, oven-day .4 confirmed
oven-night      packing .9 confirmed, shop-zwolle .1 named
oven-day        packing .7 confirmed, shop-zwolle .2 confirmed, shop-deventer .1 named
packing         picking .8 confirmed, loading .2 named
maintenance     oven-night .3 named, oven-day .3 named, packing .2 named, pastry-a .2 named
pastry-a        pastry-packing .8 confirmed, shop-zwolle .2 confirmed
pastry-b        pastry-packing 1 confirmed
chocolate       pastry-packing .5 named, shop-deventer .3 named, web-shop .2 named
pastry-packing  picking .9 confirmed, web-shop .1 confirmed
dover-dough     dover-oven 1 confirmed
dover-oven      dover-packing 1 confirmed
dover-day       dover-packing .8 confirmed, caterers-uk .2 named
dover-packing   drivers-kent 1 confirmed
goods-in        dough .6 confirmed, pastry-a .2 confirmed, pastry-b .2 confirmed
picking         loading 1 confirmed
cold-store      picking .7 named, web-shop .3 named
planning        drivers-north .4 confirmed, drivers-west .4 confirmed, desk .2 named
loading         drivers-north .5 confirmed, drivers-west .5 confirmed
drivers-north   supermarkets .7 confirmed, catering .3 confirmed
drivers-west    supermarkets .5 confirmed, catering .5 confirmed
drivers-kent    key-accounts .6 confirmed, caterers-uk .4 confirmed
desk            supermarkets .5 confirmed, catering .5 confirmed
desk-uk         key-accounts .6 confirmed, caterers-uk .4 confirmed
debtors         supermarkets .4 named, catering .3 named, key-accounts .3 named
payroll         goods-in .2 named, directors .2 named, packing .3 named, drivers-north .3 objected
service-desk    desk .3 named, picking .3 named, planning .2 named, debtors .2 named
systems         service-desk .5 confirmed, web-shop .3 confirmed, planning .2 named
personnel       directors .3 named, bread .3 named, transport .2 named, shops .2 named
quality         development 1 named
development     quality 1 confirmed
"""


def plans() -> tuple[Plan, ...]:
    """Lay out the whole group: 56 teams in five layers."""
    departments, groups, teams = _rows(_DEPARTMENTS), _rows(_GROUPS), _rows(_TEAMS)
    serves = {team: _parse(said) for team, said in _rows(_SERVES)}
    groups_of = [department for _, _, department in groups]
    teams_of = [group for _, _, group, *_ in teams]
    return (
        Plan(CHIEF, "Algemeen directeur", "", LAYERS[0], 1),
        Plan(DIRECTORS, "Directie", CHIEF, LAYERS[1], len(departments)),
        *(Plan(key, name, DIRECTORS, LAYERS[2], groups_of.count(key)) for key, name in departments),
        *(Plan(key, name, above, LAYERS[3], teams_of.count(key)) for key, name, above in groups),
        *(
            Plan(key, name, group, LAYERS[4], int(size), "".join(centre), serves.get(key, ()))
            for key, name, group, size, *centre in teams
        ),
    )


def _rows(table: str) -> list[list[str]]:
    """Cut a table into rows and values; between values stand two spaces or more."""
    return [re.split(" {2,}", line) for line in table.strip().splitlines()]


def _parse(serves: str) -> tuple[tuple[str, float, str], ...]:
    words = [part.split() for part in serves.split(",")]
    return tuple((team, float(share), basis) for team, share, basis in words)
