"""The hand-over document: the same content as data, on paper and on screen, and no signer in it."""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from dialog.core import paper as drawing
from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.core.paper import static_file
from dialog.folkmotion.actions.count import count_names
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.registry.models import Document
from tests import make
from tests.browser import Browser
from tests.cast import CAST
from tests.registry import paper

Acting = Callable[[str], Context]
SIGNERS = ["resident", "friend", "second_friend"]


@pytest.fixture
def secrets(system: Context, acting: Acting, keys: Keyring) -> list[str]:
    """Everything that would tell who signed folkmotion 1, which three people did."""
    each = make.folkmotion(system.session, keys, threshold=3)
    for name in SIGNERS:
        make.signed_by(acting(name), each, shown_name=CAST[name].name)
    count_names(system, each)
    assert system.session.scalars(select(Document)).one(), "handed over"
    found = [CAST[name].name for name in SIGNERS]
    found += [CAST[name].number[part:] for name in SIGNERS for part in (0, 2)]
    found += [acting(name).actor.key for name in SIGNERS]
    for signature in system.session.scalars(select(Signature)):
        found += [signature.signer_key, signature.receipt_number]
    system.session.commit()
    return found


def test_the_data_is_the_document_with_its_hash(
    browser: Browser, system: Context, secrets: list[str]
) -> None:
    answer = browser.log_in("registrar").get("/arbetsyta/folkmotioner/1/overlamning.json")
    data = json.loads(answer.response.text)
    canonical = json.dumps(
        data["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert data["sha256"] == hashlib.sha256(canonical.encode()).hexdigest()
    assert (data["kind"], data["content"]["valid"]) == ("hand_over", 3)
    assert data["content"]["body"].startswith("Många vill vila")
    assert holds_none_of(secrets, answer.response.text)


def test_the_page_for_printing_says_the_same(browser: Browser, secrets: list[str]) -> None:
    page = browser.log_in("councillor").get("/arbetsyta/folkmotioner/1/overlamning.html")
    assert page.h1 == "Överlämnad folkmotion: Fler bänkar vid ån"
    assert "Giltiga underskrifter 3" in page.text
    assert "Svar inom, månader från överlämnandet 6" in page.text
    assert holds_none_of(secrets, page.response.text)


def test_a_share_of_the_residents_is_explained(browser: Browser, system: Context) -> None:
    basis = {"mode": "percent_population", "value": 1, "population": 18400, "as_of": "2026-11-01"}
    make.handed_over(system, count_valid=184, threshold=184, threshold_basis=basis)
    page = browser.log_in("registrar").get("/arbetsyta/folkmotioner/1/overlamning.html")
    assert "1 procent av 18\xa0400 folkbokförda den 1 november 2026" in page.soup.get_text()


@pytest.mark.pdf
def test_the_pdf_is_tagged_named_and_in_swedish(browser: Browser, secrets: list[str]) -> None:
    answer = browser.log_in("officer").get("/arbetsyta/folkmotioner/1/overlamning.pdf").response
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "inline; filename=overlamning-1.pdf"
    read = paper.read(answer.data)
    assert read.title == "Överlämnad folkmotion: Fler bänkar vid ån"
    assert 'pdfuaid:part="1"' in read.metadata
    for mark in ("/Marked true", "/StructTreeRoot", "/Lang (sv)", "/DisplayDocTitle true"):
        assert mark in read.structure
    assert re.search(r"/S /H1\b", read.structure)
    assert re.search(r"/S /TH\b", read.structure)


@pytest.mark.pdf
def test_the_pdf_holds_the_text_and_no_signer(browser: Browser, secrets: list[str]) -> None:
    content = browser.log_in("officer").get("/arbetsyta/folkmotioner/1/overlamning.pdf").response
    read = paper.read(content.data)
    assert "Mångavillvilapåvägen." in read.words, "the reader can read"
    assert "Giltigaunderskrifter" in read.words
    assert holds_none_of(["".join(secret.split()) for secret in secrets], read.words)
    assert holds_none_of(secrets, read.structure)


@pytest.mark.pdf
def test_the_pdf_is_in_swedish_whatever_the_reader_speaks(
    browser: Browser, secrets: list[str]
) -> None:
    browser.log_in("officer").client.set_cookie("sprak", "en")
    content = browser.get("/arbetsyta/folkmotioner/1/overlamning.pdf").response.data
    assert paper.read(content).title.startswith("Överlämnad folkmotion")


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine where WeasyPrint cannot be loaded."""
    drawing._engine.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    yield
    drawing._engine.cache_clear()


@pytest.mark.usefixtures("no_pango")
def test_without_pango_the_page_says_so_and_leads_to_printing(
    browser: Browser, secrets: list[str]
) -> None:
    page = browser.log_in("officer").get("/arbetsyta/folkmotioner/1/overlamning.pdf")
    assert page.status == 501
    assert "saknar Pango" in page.text
    assert browser.get(page.link("Visa för utskrift")).status == 200


def test_what_has_not_been_handed_over_has_no_document(
    browser: Browser, system: Context, keys: Keyring
) -> None:
    number = make.folkmotion(system.session, keys).id
    system.session.commit()
    browser.log_in("registrar")
    for form in ("pdf", "json", "html"):
        url = f"/arbetsyta/folkmotioner/{number}/overlamning.{form}"
        assert browser.get(url).status == 404


def test_the_document_is_for_staff(browser: Browser, secrets: list[str]) -> None:
    url = "/arbetsyta/folkmotioner/1/overlamning.json"
    assert browser.get(url, follow_redirects=False).status == 303
    for name, status in {"resident": 403, "author": 403, "admin": 403, "councillor": 200}.items():
        assert browser.log_in(name).get(url).status == status, name


def test_the_document_stays_as_it_was_handed_over(
    browser: Browser, system: Context, secrets: list[str]
) -> None:
    before = browser.log_in("registrar").get("/arbetsyta/folkmotioner/1/overlamning.json")
    row = system.session.get_one(Folkmotion, 1)
    row.title, row.count_valid = "Ändrad", 99
    system.session.commit()
    after = browser.get("/arbetsyta/folkmotioner/1/overlamning.json")
    assert before.response.data == after.response.data


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/x.css",
        "file:///etc/passwd",
        "http://own.invalid/folkmotioner",
        "http://own.invalid/static/../dialog/app.py",
        "http://own.invalid/static/%2e%2e/pyproject.toml",
        "http://own.invalid/static/js/dialog.js",
        "data:text/css,a",
    ],
)
def test_a_document_fetches_nothing_but_our_own_files(url: str) -> None:
    with pytest.raises(ValueError, match="documents"):
        static_file(url)


def test_a_document_may_use_our_own_style(browser: Browser) -> None:
    assert static_file("http://own.invalid/static/css/document.css?v=1").name == "document.css"


def holds_none_of(secrets: list[str], text: str) -> bool:
    found = [secret for secret in secrets if secret and secret in text]
    assert not found
    return True
