"""Write the page of docs/ that comes from the code: every error and finding.

``python -m tools.documents`` writes it; ``--check`` fails when it is not up to date.
"""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "errors.md"
HEAD = """# Errors and findings

Written by `make docs` from the sources; do not edit. An error stops what you asked for and changes
nothing. A finding comes with a result and tells what a reader must know about it. Both are said in
the reader's language; the code stays the same.

| code | kind | what it says |
|---|---|---|
"""


def codes() -> Iterator[tuple[str, str, str]]:
    """Yield every (code, kind, English sentence) that stands in the sources."""
    for file in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1:
                code, template = _text(node.args[0]), _template(node.args[1])
                if code and template and "." in code and " " not in code:
                    kind = "finding" if "finding" in ast.unparse(node.func).lower() else "error"
                    yield code, kind, template


def _text(node: ast.expr) -> str:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text and isinstance(node, ast.Constant) else ""


def _template(node: ast.expr) -> str:
    if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "sentence" and node.args):
        return ""
    return _text(node.args[0])


def page() -> str:
    """Return the page of all errors and findings."""
    rows = sorted(set(codes()))
    return HEAD + "".join(
        f"| `{code}` | {kind} | {text.replace('|', '/')} |\n" for code, kind, text in rows
    )


def main() -> None:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        PAGE.write_text(page(), encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        sys.exit("docs/errors.md is not up to date: make docs")


if __name__ == "__main__":
    main()
