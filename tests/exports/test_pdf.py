"""Sheets as PDF, as tools of another maker read them (poppler)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from multiprocessing import Pipe
from pathlib import Path
from typing import NoReturn

import pytest

from responselevels.core.orders.book import OrderBook, book_of
from responselevels.errors import MissingExtra, MissingProgram
from responselevels.exports.pdf import can_write_pdf, lay_out, pdf_apart, pdf_of
from responselevels.files import load_areas, load_orders, load_rules
from responselevels.machine.levels import compile_scheme
from responselevels.reports.pages.page import PageParts, page_of
from responselevels.reports.pages.sheet.sheet import SheetRequest, sheet_page
from tests.reports.pages.sheet.test_sheet import EXAMPLE, sheet_of

REASON = "there is no poppler here; apt-get install poppler-utils"


@pytest.fixture(scope="module")
def book() -> OrderBook:
    scheme = compile_scheme(load_rules("xixian"), load_areas(EXAMPLE / "areas.yaml"))
    return book_of(scheme, load_orders(EXAMPLE / "orders.yaml").orders)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("pdfinfo") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(REASON)
    return tmp_path_factory.mktemp("pdf")


def written(folder: Path, request: SheetRequest) -> Path:
    path = folder / f"{request.proposal.id}.{request.locale.lang}.pdf"
    path.write_bytes(pdf_of(sheet_page(request, paper=True)))
    return path


@pytest.fixture(scope="module")
def chinese(folder: Path, book: OrderBook) -> Path:
    return written(folder, sheet_of(book, "pending-approval", lang="zh"))


def told(program: str, *args: str | Path) -> str:
    """Return what a program of poppler says."""
    ran = subprocess.run([program, *map(str, args)], capture_output=True, check=True)
    assert ran.stderr == b""
    return ran.stdout.decode()


def pages(path: Path) -> list[str]:
    return told("pdftotext", "-layout", path, "-").split("\f")[:-1]


def inflated(path: Path) -> Iterator[bytes]:
    """Yield what stands in the compressed streams of a document."""
    for stream in re.findall(
        rb"/FlateDecode.*?>>\nstream\n(.*?)endstream", path.read_bytes(), re.DOTALL
    ):
        yield zlib.decompressobj().decompress(stream)


def test_it_says_what_it_is_in_its_metadata(chinese: Path, book: OrderBook) -> None:
    asked = sheet_of(book, "pending-approval")
    said = told("pdfinfo", "-meta", chinese)
    assert 'pdfaid:part="2"' in said
    assert 'pdfaid:conformance="A"' in said
    assert ">判定审批单 P-03</rdf:li>" in said
    assert ">依据西咸新区治安防控勤务响应判定：待补：手续尚缺</rdf:li>" in said
    assert f">{asked.digest}<" in said
    assert ">2026-02-26T04:00:00Z</xmp:CreateDate>" in said
    assert "creator" not in said  # whoever signs it is its author
    shown = told("pdfinfo", chinese)
    assert re.search(r"^Tagged: +yes$", shown, re.MULTILINE)
    assert re.search(r"^JavaScript: +no$", shown, re.MULTILINE)
    assert "595.276 x 841.89 pts (A4)" in shown
    assert any(b"/Lang (zh-Hans)" in one for one in inflated(chinese))


def test_its_fonts_are_in_it_and_chinese_is_no_japanese(chinese: Path) -> None:
    rows = told("pdffonts", chinese).splitlines()[2:]
    assert rows
    for row in rows:
        name, *_kind, embedded, subset, unicode, _object, _generation = row.split()
        assert (embedded, subset, unicode) == ("yes", "yes", "yes")
        assert "CJK-JP" not in name


def test_pages_are_numbered_and_each_but_the_first_says_whose_it_is(
    folder: Path, book: OrderBook
) -> None:
    first, *others = pages(written(folder, sheet_of(book, "deny-many")))
    assert len(others) == 2
    assert first.lstrip().startswith("Decision sheet\n")
    assert "—1/3—" in first.replace(" ", "")
    for number, page in enumerate(others, 2):
        assert page.lstrip().startswith("Decision sheet P-29 · sha256:b36e8922292baa4e")
        assert f"—{number}/3—" in page.replace(" ", "")
    # Who signs sees the blanks on one page with what is still missing.
    assert "Still to approve" in others[-1]
    assert "Signature or seal" in others[-1]


def test_a_drill_is_said_on_every_page(folder: Path, book: OrderBook) -> None:
    first, *others = pages(written(folder, sheet_of(book, "drill-floor")))
    assert "DRILL: " in first
    assert others
    assert all(page.lstrip().startswith("Decision sheet P-27 · DRILL") for page in others)


def test_the_same_page_gives_the_same_bytes(chinese: Path, book: OrderBook) -> None:
    again = pdf_of(sheet_page(sheet_of(book, "pending-approval", lang="zh"), paper=True))
    assert again == chinese.read_bytes()


def test_nothing_is_fetched_from_a_file_or_the_network(folder: Path) -> None:
    secret, style, picture = folder / "secret.txt", folder / "style.css", folder / "picture.svg"
    secret.write_text("secret", encoding="utf-8")
    style.write_text("p { display: none; }", encoding="utf-8")
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text y="9">drawn</text></svg>', encoding="utf-8"
    )
    body = (
        f'<link rel="stylesheet" href="{style.as_uri()}"><style>@import "{style.as_uri()}";</style>'
        f'<link rel="attachment" href="{secret.as_uri()}"><a rel="attachment" href="{secret.as_uri()}">a</a>'
        f'<img src="{picture.as_uri()}"><object data="{picture.as_uri()}"></object>'
        '<img src="http://127.0.0.1:9/x.png"><p>shown</p>'
    )
    path = folder / "fetching.pdf"
    path.write_bytes(pdf_of(page_of(PageParts(lang="en", title="x", body=body))))
    (page,) = pages(path)
    assert "shown" in page
    assert "drawn" not in page
    assert told("pdfdetach", "-list", path) == "0 embedded files\n"


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_write_pdf()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingExtra) as error:
        pdf_of(b"")
    assert str(error.value) == (
        "`weasyprint` is not installed; run: pip install 'responselevels[report]'"
    )


class WithoutPango(MetaPathFinder):
    """Imports WeasyPrint as where a library of the system is not there."""

    def find_spec(self, name: str, *_where: object) -> None:
        if name == "weasyprint":
            self.refuse()

    def refuse(self) -> NoReturn:
        raise OSError("cannot load library 'libpango-1.0-0'")


def test_without_pango_it_is_said_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])
    with pytest.raises(MissingProgram, match=r"libpango-1\.0-0"):
        pdf_of(b"")


PAGE = b"<!doctype html><html lang='en'><title>a</title><p>text</p></html>"


def test_a_process_of_its_own_lays_a_page_out() -> None:
    document = pdf_apart(PAGE, 300)
    assert document is not None
    assert document.startswith(b"%PDF-")
    assert pdf_apart(PAGE, 0) is None
    assert pdf_apart(b"\xff", 300) is None  # it is no text, and the process ends with that


def test_what_the_process_does_is_to_send_the_document() -> None:
    mine, theirs = Pipe(duplex=False)
    with mine, theirs:
        lay_out(PAGE, theirs)
        assert mine.recv_bytes().startswith(b"%PDF-")
