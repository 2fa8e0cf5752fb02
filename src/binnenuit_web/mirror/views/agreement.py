"""The agreement as one file that needs nothing else: Dutch and English, one after the other."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from binnenuit.mirror.model.options import WORDING
from binnenuit_web.mirror.services import council

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from binnenuit_web.mirror.services.council import Terms
    from binnenuit_web.people.viewer import Viewer

LANGUAGES: Final = ("nl", "en")
FIVE: Final = 5  # options that have words; more of them are numbers
PARTS: Final = {
    "purpose": _("What it is for"),
    "asked": _("What is asked"),
    "seen": _("Who sees what"),
    "smallest": _("How small a group may be"),
    "kept": _("How long it is kept"),
    "flow": _("Where an answer goes"),
    "limits": _("What is not promised"),
    "roles": _("Who does what"),
    "law": _("The law"),
}


@dataclass(frozen=True)
class Pack:
    """The agreement: its parts in each language, and the version of both together."""

    texts: Mapping[str, Mapping[str, str]]
    version: str

    @property
    def words(self) -> dict[str, str]:
        """Each part as it is compared: all languages, without marks and line breaks."""
        return {
            name: " ".join(strip_tags(" ".join(text[name] for text in self.texts.values())).split())
            for name in PARTS
        }


def pack(viewer: Viewer, today: date) -> Pack:
    """Write the agreement as it holds today."""
    terms = council.terms(viewer, today)
    texts = {language: _parts(terms, language) for language in LANGUAGES}
    return Pack(texts, council.version_of(Pack(texts, "").words))


def as_file(viewer: Viewer, made: Pack, today: date) -> str:
    """Put the agreement into one file, with what the auditor says today."""
    context: dict[str, Any] = {
        "reader": get_language() or "en",
        "organisation": council.terms(viewer, today).organisation,
        "languages": [_in(language, made, today) for language in LANGUAGES],
        "style": SafeString(STYLE),
    }
    return render_to_string("mirror/agreement/file.html", context)


def _parts(terms: Terms, language: str) -> dict[str, str]:
    context = {"terms": terms, "scales": _scales(terms, language)}
    with override(language):
        return {name: render_to_string(f"mirror/agreement/{name}.html", context) for name in PARTS}


def _in(language: str, made: Pack, today: date) -> dict[str, Any]:
    said = council.certificate()
    with override(language):
        texts = [(str(PARTS[name]), text) for name, text in made.texts[language].items()]
        proof = render_to_string(
            "mirror/agreement/proof.html",
            {
                "certificate": said,
                "faults": [fault.say(language) for fault in said.faults] if said else [],
                "version": made.version,
                "today": today,
            },
        )
        return {
            "language": language,
            "title": gettext("The mirror: what is agreed"),
            "texts": texts,
            "proof": proof,
            "heading": gettext("Version and certificate"),
        }


def _scales(terms: Terms, language: str) -> list[dict[str, Any]]:
    """Every scale in the words of one language, with the words in which one answers."""
    return [
        {
            "code": scale.code,
            "name": scale.name.get(language, scale.code),
            "about": scale.about.value,
            "items": [(item.code, item.text.get(language, "")) for item in scale.items],
            "options": WORDING[scale.words][language].options if scale.options == FIVE else (),
        }
        for scale in terms.scales
    ]


STYLE: Final = """
body { font: 1rem/1.55 Georgia, serif; color: #1b2430; background: #fff; margin: 2rem auto;
  max-width: 46rem; padding: 0 1.25rem; overflow-wrap: break-word }
h1, h2, h3 { line-height: 1.2 } h2 { margin-top: 3rem; border-top: 2px solid #1f4e79;
  padding-top: 1rem } h3 { margin-top: 1.75rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top;
  padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #ccd3db }
code { overflow-wrap: anywhere } svg { max-width: 100%; height: auto }
.sign td { height: 4rem }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt } article + article {
  break-before: page } h3 { break-after: avoid } tr, svg { break-inside: avoid } }
"""
_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
STYLE_SOURCE: Final = f"'sha256-{_HASH}'"
"""What the browser is told to allow: this style and no other one."""
