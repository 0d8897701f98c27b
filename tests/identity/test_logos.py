"""Logotypes on the login page: drawn anew by us, and never fetched by whoever reads the page."""

import base64
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import etree
from PIL import Image, ImageFile
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialog.core.db import reader
from dialog.identity.logos import AT_ONCE, renew_logos
from dialog.identity.models import ProviderLogo
from dialog.identity.saml import toolkit
from dialog.identity.saml.feed import Feed, load_aggregate
from dialog.identity.saml.names import MDUI, tag
from dialog.identity.saml.provider import IdentityProvider
from tests.identity.saml.lists import aggregate, entity
from tests.identity.saml.server import serving
from tests.make import NOW


def drawing(kind="PNG", size=(400, 200)):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


def inline(data):
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def listing(*addresses):
    providers = {
        f"https://idp{number}.example": IdentityProvider(
            entity_id=f"https://idp{number}.example",
            sso_redirect=None,
            sso_post=None,
            certificates=(),
            loas=(),
            categories=frozenset(),
            logo_url=address,
        )
        for number, address in enumerate(addresses)
    }
    return Feed(NOW + timedelta(days=7), providers)


@pytest.fixture
def at(desk, config):
    """The worker's desk, some time after now, of the demo or not."""

    def at(environment="demo", **passed):
        settings = replace(config, environment=environment)
        return replace(desk, config=settings, now=NOW + timedelta(**passed))

    return at


@pytest.fixture
def kept(engine):
    """The pictures that are kept; None for what could not be had."""

    def kept():
        with Session(reader(engine)) as session:
            return list(session.scalars(select(ProviderLogo.picture).order_by(ProviderLogo.id)))

    return kept


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logotype_is_drawn_anew_and_small(at, kept, kind):
    with serving() as server:
        server.body = drawing(kind)
        renew_logos(at(), listing(server.url))
    (picture,) = kept()
    with Image.open(io.BytesIO(picture)) as image:
        assert (image.format, image.size) == ("PNG", (128, 64))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html>",
        drawing("GIF"),
        drawing()[:60],
        drawing() + b"x" * 400_000,
        drawing(size=(9000, 3000)),
    ],
    ids=["nothing", "svg", "html", "gif", "half", "too many bytes", "too many pixels"],
)
def test_what_is_no_sensible_picture_is_left_out(at, kept, body):
    with serving() as server:
        server.body = body
        renew_logos(at(), listing(server.url))
    assert kept() == [None]


def test_half_a_picture_is_left_out_also_where_pdf_files_are_made(at, kept, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    renew_logos(at(), listing(inline(drawing()[:60])))
    assert kept() == [None]


def test_pictures_in_the_list_itself_need_no_fetching(at, kept):
    renew_logos(
        at("production"), listing(inline(drawing()), "data:image/png,abc", "data:;base64,å")
    )
    assert [picture is not None for picture in kept()] == [True, False, False]


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x.png", "file:///etc/passwd", "ftp://x/y"])
def test_only_https_is_fetched_from(at, kept, address):
    renew_logos(at("production"), listing(address))
    assert kept() == [None]


def test_it_is_fetched_again_after_a_day_and_a_bad_one_does_not_replace_a_good_one(at, kept):
    with serving() as server:
        feed = listing(server.url)
        server.body = drawing()
        renew_logos(at(), feed)
        first = kept()
        server.body = drawing(size=(10, 10))
        renew_logos(at(hours=23), feed)
        assert kept() == first
        server.body = b"away"
        renew_logos(at(hours=25), feed)
        assert kept() == first
        server.body = drawing(size=(10, 10))
        renew_logos(at(hours=50), feed)
        assert kept() != first


def test_a_long_list_takes_several_turns(at, kept):
    feed = listing(*(inline(drawing(size=(n + 1, 1))) for n in range(AT_ONCE + 5)))
    renew_logos(at(), feed)
    assert len(kept()) == AT_ONCE
    renew_logos(at(minutes=60), feed)
    assert len(kept()) == AT_ONCE + 5


def test_what_no_list_names_any_longer_is_forgotten(at, kept):
    renew_logos(at(), listing(inline(drawing())))
    renew_logos(at(days=40), listing())
    assert kept() == []


def test_one_that_can_be_drawn_is_taken_out_of_several(signers):
    entry = entity(signers)
    info = entry.find(f".//{tag(MDUI, 'UIInfo')}")
    for address in ("https://x.example/LOGO.SVG?x", "data:image/svg+xml;base64,AA==", "https://["):
        etree.SubElement(info, tag(MDUI, "Logo"), width="1", height="1").text = address
    signed = toolkit.signed(aggregate(entry, now=NOW), signers["federation"])
    feed = load_aggregate(signed, signers["federation"].certificate, NOW)
    assert [idp.logo_url for idp in feed.providers.values()] == ["https://["]


def test_the_login_page_shows_it_from_our_own_address(visitor, publish, signers, at):
    address = inline(drawing())
    entry = entity(signers)
    info = entry.find(f".//{tag(MDUI, 'UIInfo')}")
    etree.SubElement(info, tag(MDUI, "Logo"), width="1", height="1").text = address
    publish(entry)
    assert not visitor.get("/logga-in").soup.select("main img")
    renew_logos(at(), listing(address))
    (image,) = visitor.get("/logga-in").soup.select("main img")
    assert image["src"].startswith("/logga-in/logotyp?v=")
    assert image["alt"] == ""
    answer = visitor.get(image["src"]).response
    assert answer.mimetype == "image/png"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("digest", ["", "x", "%00", "' OR 1=1"])
def test_there_is_no_other_picture(visitor, digest):
    assert visitor.get(f"/logga-in/logotyp?v={digest}").status == 404
