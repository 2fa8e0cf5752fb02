"""What forty people think, and those of them who answer without a screen: by their own requests."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlencode, urlsplit

from tests.journeys.forty import PEOPLE, Forty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")
TOGETHER: Final = (
    "Wie de klant het eerst spreekt, lost het ook op.",
    "We beloven alleen wat de werkplaats kan maken.",
)
REJECTED: Final = "Een fout vertel je de klant beter niet."
THESE: Final = (
    "Eerst de cijfers, daarna pas een gesprek.",
    "Een vaste volgorde van werken geeft rust.",
    "Over kortingen beslist de leiding.",
)
THOSE: Final = (
    "Zonder roosters werken wij beter.",
    "Voor een boze klant mag elke regel wijken.",
    "Wie aan de balie staat, kent de prijs het best.",
)
SEEDS: Final = (*TOGETHER, REJECTED, *THESE, *THOSE)
_CAMPS: Final = (*THESE, *THOSE)
_TOKEN: Final = "a" * 32
_SHOWN: Final = re.compile(r'name="statement" value="(\d+)">\s*<p class="statement"[^>]*>([^<]+)<')
_AT_ONCE: Final = 2


def opinion(person: str, text: str) -> str:
    """What this person says of a statement: two camps, who agree on what is in neither list."""
    at = PEOPLE.index(person)
    if text == REJECTED:
        return "disagree"
    if text not in _CAMPS:
        return "pass" if at % 13 == 12 else "agree"
    agrees = (text in THESE) == (at % 2 == 0)
    strays = _CAMPS.index(text) == at % 8  # everybody on one statement, some on none
    return "agree" if agrees != strays else "disagree"


@dataclass
class Crowd:
    """People who send what they say themselves.

    ``acknowledged``: what the server took of each person and statement, also from a browser.
    """

    house: Forty
    acknowledged: dict[tuple[str, str], str] = field(default_factory=dict)
    _numbers: dict[str, str] = field(default_factory=dict)

    def votes(self, question: int, people: Sequence[str]) -> None:
        """Each of these people votes on what is left to him; the first as statements come.

        The others send the same without reading each page, which spares most of the time.
        """
        address = f"/core-questions/{question}/vote/"
        first, *others = people
        self._reads_and_votes(address, first)
        self._each(others, lambda person: self._votes(address, person))

    def answers(self, poll: int, value: Callable[[str], int], people: Iterable[str]) -> int:
        """Each of these people answers a poll; how many answers were taken."""
        address = f"/polls/{poll}/"
        led = self._each(people, lambda each: self.sends(each, address, value=str(value(each))))
        return sum("/polls/" in each for each in led)

    def readies(self, people: Iterable[str]) -> int:
        """Each of these people says whether he is ready; how many answers were taken."""
        given = {f"R{number}": str(3 + number % 3) for number in range(1, 9)}
        led = self._each(people, lambda person: self.sends(person, "/readiness/", **given))
        return led.count("/readiness/")

    def sends(self, person: str, address: str, **filled: str) -> str:
        """Send a form; the address to which it leads, empty when it was not taken."""
        _text, onward = self._asks(person, "POST", address, urlencode(filled))
        return onward

    def _reads_and_votes(self, address: str, person: str) -> None:
        page, _onward = self._asks(person, "GET", f"{address}?begin=yes")
        while found := _SHOWN.search(page):
            number, text = found[1], unescape(found[2])
            self._numbers[text] = number
            self._vote(address, person, text)
            page, _onward = self._asks(person, "GET", address)

    def _votes(self, address: str, person: str) -> None:
        for text in self._numbers:
            if (person, text) not in self.acknowledged:
                self._vote(address, person, text)

    def _vote(self, address: str, person: str, text: str) -> None:
        vote = opinion(person, text)
        onward = self.sends(person, address, statement=self._numbers[text], vote=vote)
        if onward == f"{address}#content":  # what was not counted leads to the top, to say why
            self.acknowledged[person, text] = vote

    def _each(self, people: Iterable[str], act: Callable[[str], T]) -> list[T]:
        with ThreadPoolExecutor(_AT_ONCE) as hands:
            return list(hands.map(act, people))

    def _asks(self, person: str, method: str, address: str, body: str = "") -> tuple[str, str]:
        session = self.house.sessions[person]
        cookies = f"sessionid={session}; csrftoken={_TOKEN}; django_language=nl"
        headers = {"Cookie": cookies, "X-CSRFToken": _TOKEN, "Accept": "text/html"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        where = urlsplit(self.house.server.address).netloc
        with closing(HTTPConnection(where, timeout=30)) as line:
            line.request(method, address, body or None, headers)
            answer = line.getresponse()
            text = answer.read().decode()
        assert answer.status in {200, 302}, f"{person} {method} {address}: {answer.status}"
        return text, answer.headers.get("Location", "")
