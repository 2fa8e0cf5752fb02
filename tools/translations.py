"""Keep the Dutch complete: collect what is said in the sources, and hold it against the catalogues.

``python -m tools.translations`` writes new sentences into the .po files and compiles them;
``--check`` changes nothing and fails when a sentence is missing, empty, fuzzy, has other fields
than the English, or is no longer said.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize
from hatch_build import compile_catalogues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
DJANGO_KEYWORDS = {
    "gettext": None,
    "_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
FIELD = re.compile(r"%\(\w+\)[sdf]|\{\w+(?:![rsa])?(?::[^{}]*)?\}")


@dataclass(frozen=True)
class Domain:
    """One catalogue and where its sentences are said."""

    name: str
    package: str
    sources: tuple[str, ...]
    keywords: dict[str, object]

    @property
    def catalogue(self) -> Path:
        """The Dutch of this domain."""
        return SOURCE / self.package / "locale" / "nl" / "LC_MESSAGES" / f"{self.name}.po"

    def files(self, pattern: str) -> Iterator[Path]:
        """Yield the sources that match ``pattern``."""
        for package in self.sources:
            yield from sorted((SOURCE / package).rglob(pattern))


DOMAINS = (
    # What both houses say in findings and errors; whoever shows it chooses the language.
    Domain("binnenuit", "binnenuit", ("binnenuit", "binnenuit_web"), {"sentence": None}),
    Domain("django", "binnenuit_web", ("binnenuit_web",), DJANGO_KEYWORDS),
)


def said(domain: Domain) -> Catalog:
    """Collect every sentence of ``domain`` from its sources."""
    catalogue = Catalog(domain=domain.name)
    for file in domain.files("*.py"):
        _collect(catalogue, file, file.read_bytes(), domain)
    if domain.name == "django":
        for file in domain.files("templates/**/*.*"):
            text = templatize(file.read_text(encoding="utf-8"), origin=str(file))
            _collect(catalogue, file, text.encode(), domain)
    return catalogue


def _collect(catalogue: Catalog, file: Path, source: bytes, domain: Domain) -> None:
    place = str(file.relative_to(ROOT))
    found = extract("python", BytesIO(source), domain.keywords, (), {"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        if message and message != "":
            catalogue.add(message, locations=[(place, 0)], context=context)


def known(domain: Domain) -> Catalog:
    """Read the Dutch as it stands."""
    if not domain.catalogue.exists():
        return Catalog(locale="nl", domain=domain.name)
    with domain.catalogue.open("rb") as text:
        return read_po(text, locale="nl", domain=domain.name)


def update(domain: Domain) -> None:
    """Add what is newly said, drop what is no longer said; keep every translation."""
    template, dutch = said(domain), known(domain)
    if not len(template):
        return
    dutch.update(template, no_fuzzy_matching=True, update_creation_date=False)
    dutch.obsolete.clear()
    domain.catalogue.parent.mkdir(parents=True, exist_ok=True)
    with domain.catalogue.open("wb") as text:
        write_po(text, dutch, width=100, sort_output=True, no_location=True, omit_header=False)


def complaints(domain: Domain) -> Iterator[str]:
    """Tell what is wrong with the Dutch of ``domain``."""
    template, dutch = said(domain), known(domain)
    for message in template:
        if message.id:
            translated = dutch.get(message.id, message.context)
            problem = "is missing" if translated is None else problem_with(translated)
            if problem:
                yield f"{domain.name}: {problem}: {message.id!r}"
    for message in dutch:
        if message.id and template.get(message.id, message.context) is None:
            yield f"{domain.name}: is no longer said: {message.id!r}"


def problem_with(message: Message) -> str:
    """Tell what is wrong with one translation; empty when nothing is."""
    english = message.id if isinstance(message.id, tuple) else (message.id,)
    dutch = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.fuzzy or not all(dutch):
        return "has no Dutch"
    fields = set(FIELD.findall(" ".join(english)))
    if any(set(FIELD.findall(text)) - fields for text in dutch):
        return "has a field that the English lacks"
    if not fields <= set(FIELD.findall(" ".join(dutch))):
        return "misses a field of the English"
    return ""


def main() -> None:
    """Write the catalogues, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    settings.configure(USE_I18N=True)
    if parser.parse_args().check:
        problems = [problem for domain in DOMAINS for problem in complaints(domain)]
        sys.stdout.write("\n".join(problems[:40]) + ("\n" if problems else ""))
        sys.exit(f"{len(problems)} sentences need Dutch: make translations" if problems else 0)
    for domain in DOMAINS:
        update(domain)
    compile_catalogues(ROOT)


if __name__ == "__main__":
    main()
