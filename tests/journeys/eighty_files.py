"""The files of an invented organisation of eighty people: one, three, eight, and the others."""

from __future__ import annotations

from typing import Final

SIZES: Final = {"t1": 12, "t2": 12, "t3": 10, "t4": 9, "t5": 9, "t6": 8, "t7": 5, "t8": 3}
"""How many people each team has beside who leads it."""
DEPARTMENTS: Final = {"d1": ("t1", "t2", "t3"), "d2": ("t4", "t5", "t6"), "d3": ("t7", "t8")}
TEAMS: Final = {
    "d1": "Bakken",
    "d2": "Bezorgen",
    "d3": "Verkopen",
    "t1": "Deeg",
    "t2": "Oven",
    "t3": "Inpakken",
    "t4": "Ochtendronde",
    "t5": "Middagronde",
    "t6": "Wagenpark",
    "t7": "Binnendienst",
    "t8": "Rekeningen",
}
CHIEF: Final = "Karin de Wit"
KEYBOARD: Final = "Fenna Zwaluwstaart"
"""A director who answers with the keyboard alone; in English, as no name is in any log."""
COUNCIL: Final = "Hans Akker"
_DIRECTORS: Final = {"d1": "Gerrit Bakhuis", "d2": KEYBOARD, "d3": "Hilde Marktzicht"}
_FIRST: Final = (
    "An",
    "Bas",
    "Cor",
    "Dik",
    "Els",
    "Fred",
    "Gea",
    "Hans",
    "Ina",
    "Jos",
    "Kim",
    "Leo",
)
_LAST: Final = ("Akker", "Beek", "Duin", "Eik", "Gaard", "Hoeve", "Linde")


def teams_file() -> str:
    """One line for each team, with who leads it."""
    lines = ["team,name,parent,leader", "top,Bestuur,,", "directors,Directie,top,ceo"]
    for at, (department, below) in enumerate(DEPARTMENTS.items(), start=1):
        lines.append(f"{department},{TEAMS[department]},directors,dir{at}")
        lines += [f"{team},{TEAMS[team]},{department},l{team[1:]}" for team in below]
    return "\n".join(lines) + "\n"


def people_file() -> str:
    """One line for each person; two of them read English."""
    lines = ["person,team,name,language", f"ceo,top,{CHIEF},nl"]
    names = (f"{first} {last}" for last in _LAST for first in _FIRST)
    for at, (department, below) in enumerate(DEPARTMENTS.items(), start=1):
        english = _DIRECTORS[department] == KEYBOARD
        tongue = "en" if english else "nl"
        lines.append(f"dir{at},directors,{_DIRECTORS[department]},{tongue}")
        for team in below:
            lines.append(f"l{team[1:]},{department},Leider {TEAMS[team]},nl")
            for number in range(SIZES[team]):
                name = next(names)
                tongue = "en" if name == COUNCIL else "nl"
                lines.append(f"{team}.{number},{team},{name},{tongue}")
    return "\n".join(lines) + "\n"


INVOICES: Final = (
    "date,customer,amount,cost_centre\n"
    "2026-01-31,Hotel De Linde,42000.00,Ochtendronde\n"
    "2026-02-28,Zonnebakkers,31000.00,Ochtendronde\n"
    "2026-03-31,Hotel De Linde,40000.00,Ochtendronde\n"
    "2026-03-31,Kantine Noord,18000.00,Binnendienst\n"
)
FILES: Final = {"teams": teams_file(), "people": people_file(), "invoices": INVOICES}
PEOPLE: Final = FILES["people"].count("\n") - 1
