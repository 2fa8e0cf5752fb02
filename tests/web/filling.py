"""Every form on a page, filled in as a reader without a script would do it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from tests.web.story import WORD, in_a_month

_TYPED: Final = {"text", "password", "search", "email", "tel", "url"}
_NEVER_SENT: Final = {"file", "submit", "button", "reset", "image"}


@dataclass
class Form:
    """One form: where it goes, what it sends, and into which fields somebody types."""

    method: str
    action: str
    sent: dict[str, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)


def forms_on(page: str) -> list[Form]:
    """Find the forms of a page and fill in every field of them."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def typed(name: str) -> str:
    """What is typed into a field; long enough for a password."""
    return f"{WORD} {name}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("method", "get").lower(), given.get("action", "")))
        elif self.forms and tag in {"input", "textarea", "button"}:
            self._fill(tag, given)
        elif self.forms and tag == "select":
            self._select = given.get("name", "")
        elif self.forms and tag == "option" and self._select and given.get("value"):
            self.forms[-1].sent.setdefault(self._select, given["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""

    def _fill(self, tag: str, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given.get("name", "")
        kind = given.get("type", "submit" if tag == "button" else "text")
        if not name or (kind in _NEVER_SENT and not given.get("value")):
            return
        if tag == "textarea" or (kind in _TYPED and "readonly" not in given):
            form.sent[name] = typed(name)
            form.typed.add(name)
        elif kind == "date":
            form.sent[name] = in_a_month()
        elif kind != "file":
            form.sent.setdefault(name, given.get("value", "on"))
