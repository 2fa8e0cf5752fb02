"""Who and what the provider of the tests knows."""

from __future__ import annotations

from typing import Final

PASSWORD: Final = "koek en ei"
PROGRAM: Final = "binnenuit"
SECRET: Final = "not so secret"
# Who has an account at the provider; the badge stands only in what is asked afterwards.
PEOPLE: Final = {"Ruben": "kim", "stranger": "nobody"}
