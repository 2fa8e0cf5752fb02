"""Files that are broken, wrong or malicious are refused in one sentence."""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.chain.read.invented import line, read, transaction, write, xaf

from binnenuit.chain.read import open as opening
from binnenuit.chain.read import read_books
from binnenuit.errors import BooksError, UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

SALE = transaction(line("1300", "109.00", "D", custSupID="D1"), line("8000", "109.00", "C"))
LAUGHS = (
    '<!DOCTYPE auditfile [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def refused(folder: Path, content: str | bytes, name: str = "books.xaf") -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_books(write(folder, content, name))
    assert "\n" not in caught.value.say()
    assert caught.value.file.startswith(name)
    return caught.value.code


@pytest.mark.parametrize(
    "prolog",
    [
        LAUGHS,
        '<!DOCTYPE auditfile SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE auditfile [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        "<!doctype auditfile>",
        "<!-- first a comment --><?and an instruction?>\n<!DOCTYPE auditfile>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_a_document_type_is_refused_in_every_encoding(
    tmp_path: Path, prolog: str, encoding: str
) -> None:
    text = xaf(SALE, prolog=f'<?xml version="1.0" encoding="{encoding}"?>{prolog}')
    assert refused(tmp_path, text.encode(encoding)) == "chain.xml-document-type"


def test_an_encoding_that_hides_a_document_type_does_not_help(tmp_path: Path) -> None:
    hidden = b'<?xml version="1.0" encoding="utf-7"?>' + b"+ADwAIQ-DOCTYPE a+AD4-"
    assert refused(tmp_path, hidden + b"<auditfile/>") in {"chain.not-xml", "chain.xml-other"}


def test_an_entity_that_is_not_declared_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, xaf(SALE.replace("<desc>x", "<desc>&x;"))) == "chain.xml-broken"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "chain.file-empty"),
        (b" \r\n\t ", "chain.file-empty"),
        (codecs.BOM_UTF8, "chain.file-empty"),
        (codecs.BOM_UTF16_LE, "chain.file-empty"),
        (b"\x00\x01\x02" * 2000, "chain.binary"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "chain.old-excel"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "chain.web-page"),
        (b"<HTML><body>Sign in</body></HTML>", "chain.web-page"),
        (b"<?xml version='1.0'?><invoice/>", "chain.xml-other"),
        (b"<<<<", "chain.not-xml"),
        (b"<!-- never ends ", "chain.not-xml"),
        (b"\x1f\x8bnot gzip at all", "chain.packed-damaged"),
        (b"PK\x03\x04not a zip", "chain.packed-damaged"),
    ],
)
def test_what_holds_no_books_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refused(tmp_path, content) == code


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_books(tmp_path / "nowhere.xaf")
    assert caught.value.code == "chain.file-unreadable"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read_books(tmp_path)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.999])
def test_a_file_that_is_cut_short_is_refused(tmp_path: Path, part: float) -> None:
    whole = xaf(*[SALE] * 50)
    code = refused(tmp_path, whole[: int(len(whole) * part)])
    assert code in {"chain.file-cut-short", "chain.xml-broken"}


def test_a_file_cut_between_two_elements_says_so(tmp_path: Path) -> None:
    whole = xaf(SALE)
    assert refused(tmp_path, whole[: whole.index("</company>")]) == "chain.file-cut-short"


def test_a_packed_file_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(xaf(*[SALE] * 500).encode())
    assert refused(tmp_path, packed[:-40], "books.xaf.gz") == "chain.packed-damaged"


@pytest.mark.parametrize(
    "content",
    [
        "<desc>" + "x" * 3_000_000 + "</desc>",
        "<desc>" + "x" * 30_000_000,
        '<desc about="' + "x" * 30_000_000 + '"/>',
        "<desc><!--" + "x" * 30_000_000 + "--></desc>",
        "<desc " + " ".join(f'a{number}="x"' for number in range(2_000_000)),
    ],
    ids=["text", "endless text", "attribute", "comment", "attributes"],
)
def test_one_gigantic_element_is_refused(tmp_path: Path, content: str) -> None:
    text = xaf(SALE).replace("<journal>", f"<journal>{content}", 1)
    assert refused(tmp_path, text) in {"chain.xml-too-large", "chain.xml-broken"}


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    text = xaf(SALE).replace("<journal>", "<journal>" + "<a>" * 1_000_000, 1)
    assert refused(tmp_path, text) in {"chain.xml-too-deep", "chain.xml-too-large"}


def test_elements_of_a_million_names_do_not_fill_the_memory(tmp_path: Path) -> None:
    many = "".join(f"<n{number}/>" for number in range(1_000_000))
    text = xaf(SALE).replace("<journal>", f"<journal><other>{many}</other>", 1)
    try:
        books = read(tmp_path, text).value
    except UnreadableFileError:
        return  # the parser has a limit of its own
    assert sum(posting.amount for posting in books.postings) == 10900


def test_a_gzip_bomb_is_refused_while_it_unpacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "RATIO_COUNTS_FROM", 1_000_000)
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb") as packed:
        packed.write(b"<auditfile>" + b" " * 20_000_000)
    assert refused(tmp_path, stream.getvalue(), "bomb.gz") == "chain.unpacks-too-large"


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_zip_bomb_is_refused_while_it_unpacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LARGEST_UNPACKED", 1_000_000)
    bomb = zipped({"books.xaf": b"<auditfile>" + b" " * 20_000_000})
    assert refused(tmp_path, bomb, "bomb.zip") == "chain.unpacks-too-large"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"inner.zip": b"x"}, "chain.zip-in-zip"),
        ({"letter.pdf": b"x"}, "chain.zip-no-books"),
        ({}, "chain.zip-no-books"),
        ({f"{number}.xaf": b"" for number in range(1001)}, "chain.zip-many-files"),
        ({"books.xaf": b""}, "chain.file-empty"),
    ],
)
def test_a_zip_without_usable_books_is_refused(
    tmp_path: Path, members: dict[str, bytes], code: str
) -> None:
    assert refused(tmp_path, zipped(members), "books.zip") == code


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"books.xaf": xaf(SALE).encode()}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(tmp_path, bytes(content), "books.zip") == "chain.zip-locked"


def test_an_accounting_file_without_transactions_holds_no_books(tmp_path: Path) -> None:
    with pytest.raises(BooksError) as caught:
        read(tmp_path, xaf())
    assert caught.value.code == "chain.no-lines"
