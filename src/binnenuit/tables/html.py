"""One table as one self-contained page: nothing is loaded from elsewhere, nothing can run."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_YES_NO: Final = {"en": ("yes", "no"), "nl": ("ja", "nee")}
_PAGE: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 1.5rem; color: #1b2a3a; background: #fff; }}
h1 {{ font-size: 1.4rem; }}
div {{ overflow-x: auto; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: .3rem .8rem; border-bottom: 1px solid #aab4be; text-align: left; }}
td.n {{ text-align: right; font-variant-numeric: tabular-nums; }}
</style>
</head>
<body>
<main>
<h1 id="title">{title}</h1>
<div role="region" aria-labelledby="title" tabindex="0">
<table aria-labelledby="title">
<thead>
<tr>{headings}</tr>
</thead>
<tbody>
{rows}
</tbody>
</table>
</div>
</main>
</body>
</html>
"""


def page(
    columns: Sequence[str], rows: Sequence[Sequence[object]], *, title: str, language: str
) -> str:
    """Return the page; all text is escaped, and the table has its title as its name."""
    return _PAGE.format(
        language=escape(language),
        title=escape(title or "Binnenuit"),
        headings="".join(f'<th scope="col">{escape(name)}</th>' for name in columns),
        rows="\n".join(_row(row, language) for row in rows),
    )


def _row(row: Sequence[object], language: str) -> str:
    return "<tr>" + "".join(_cell(value, language) for value in row) + "</tr>"


def _cell(value: object, language: str) -> str:
    match value:
        case None:
            return "<td></td>"
        case bool():
            yes, no = _YES_NO.get(language, _YES_NO["en"])
            return f"<td>{yes if value else no}</td>"
        case int() | float() | Decimal():
            return f'<td class="n">{value}</td>'
        case _:
            return f"<td>{escape(str(value))}</td>"
