"""Compile the translations when the package is built, also for an editable install."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> None:
    """Write the .mo file beside every .po file below ``root``."""
    for source in sorted(root.glob("src/**/LC_MESSAGES/*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text)
        with source.with_suffix(".mo").open("wb") as binary:
            write_mo(binary, catalogue)


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own generic
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        compile_catalogues(Path(self.root))
