"""The whole login in a real browser: the provider is another site, with all that cookies make of it."""

import base64
import io
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import Page, Playwright
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from dialog.app import create_app
from dialog.demo.idp.app import create_idp
from dialog.demo.idp.keys import load_or_make
from dialog.demo.idp.metadata import AGGREGATE, FOLDER, provider_metadata
from dialog.demo.serve import Handler, remembering
from dialog.identity.federation import Federation
from dialog.identity.logos import renew_logos
from dialog.identity.saml import toolkit
from dialog.identity.saml.feed import load_aggregate
from dialog.identity.saml.metadata import service_metadata
from dialog.identity.saml.names import MDUI, tag
from dialog.tenancy.models import Municipality
from tests import make
from tests.identity.directory import OWN, TRUST, TWO_FACTORS, Directory
from tests.identity.saml.lists import aggregate, entity
from tests.looks.conftest import AXE, CHROMIUM, QUIET, overflow, violations
from tests.make import EKBY, NOW

pytestmark = pytest.mark.browser


@contextmanager
def served(app, address: str) -> Iterator[int]:
    server = make_server(address, 0, remembering(app), threaded=True, request_handler=Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


class Later:
    """An application that is made once the port is known."""

    def __init__(self):
        self.app = None

    def __call__(self, environ, start_response):
        return self.app(environ, start_response)


@pytest.fixture
def town(ready) -> Iterator[SimpleNamespace]:
    """Ekby on localhost, the provider on 127.0.0.1: two sites, as in real life."""
    ekby, idp = Later(), Later()
    with ExitStack() as stack:
        port = stack.enter_context(served(ekby, "127.0.0.1"))
        idp_port = stack.enter_context(served(idp, "127.0.0.1"))
        origin = f"http://127.0.0.1:{idp_port}"
        trust = ready.data_dir / "trust.toml"
        trust.touch()
        settings = replace(ready, idp_url=origin, saml_local_trust=trust)
        ekby.app = create_app(settings, clock=lambda: NOW)
        engine = ekby.app.extensions["engine"]
        stack.callback(engine.dispose)
        host = f"localhost:{port}"
        with Session(engine) as session:
            session.get_one(Municipality, EKBY).hosts[0].name = host
            session.commit()
        federation = Federation.from_config(settings)

        def services() -> Iterator[bytes]:
            with Session(engine) as session:
                ours = session.get_one(Municipality, EKBY)
                yield service_metadata(federation.service(ours, host, NOW))

        idp.app = create_idp(ready.data_dir, origin, services, lambda: NOW, bits=2048)
        yield SimpleNamespace(
            url=f"http://{host}", idp=origin, engine=engine, folder=ready.data_dir, trust=trust
        )


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(playwright: Playwright, request) -> Iterator[Page]:
    if not CHROMIUM.is_file() or not AXE.is_file():
        pytest.skip("needs Chromium and axe-core; dev.py test fetches both")
    chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
    context = chromium.new_context(java_script_enabled=request.param, locale="sv-SE")
    page = context.new_page()
    page.has_script = request.param
    yield page
    chromium.close()


def go_on(page: Page) -> None:
    """Where there is no JavaScript the person presses the button."""
    if not page.has_script:
        page.get_by_role("button", name="Fortsätt").click()


def log_in(page: Page, town, name: str) -> None:
    page.goto(f"{town.url}/logga-in")
    page.get_by_role("link", name="Demo-legitimation").click()
    page.get_by_role("button", name=name).click()
    go_on(page)
    page.wait_for_url(f"{town.url}/")
    page.goto(f"{town.url}/logga-ut")  # the start page is the same for everyone


def test_a_person_logs_in_and_out(town, page):
    log_in(page, town, "Åsa Ekman")
    assert "Åsa Ekman" in page.locator("header").inner_text()
    page.get_by_role("main").get_by_role("button", name="Logga ut").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Du är utloggad"


def test_the_cookies_are_those_that_the_login_needs(town, page):
    page.goto(f"{town.url}/logga-in")
    page.get_by_role("link", name="Demo-legitimation").click()
    handle = next(c for c in page.context.cookies() if c["name"].startswith("saml_"))
    assert (handle["sameSite"], handle["secure"], handle["httpOnly"]) == ("None", True, True)
    assert handle["path"] == "/saml/acs"
    page.get_by_role("button", name="Åsa Ekman").click()
    go_on(page)
    page.wait_for_url(f"{town.url}/")
    after = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert handle["name"] not in after
    assert (after["dialog"]["sameSite"], after["dialog"]["httpOnly"]) == ("Lax", True)


def test_a_person_cancels(town, page):
    page.goto(f"{town.url}/logga-in")
    page.get_by_role("link", name="Demo-legitimation").click()
    page.get_by_role("button", name="Avbryt").click()
    go_on(page)
    page.wait_for_url(f"{town.url}/logga-in/avbruten?**")
    assert page.get_by_role("heading", level=1).inner_text() == "Du avbröt inloggningen"


def test_a_hostile_name_does_nothing(town, page):
    shown = []
    page.on("dialog", lambda dialog: (shown.append(dialog.message), dialog.dismiss()))
    log_in(page, town, "<script>")
    assert "<script>alert(1)</script>" in page.locator("header").inner_text()
    assert shown == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", [True], indirect=True, ids=["axe"])
def test_the_provider_s_page_is_for_everyone(town, page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{town.url}/logga-in")
    page.get_by_role("link", name="Demo-legitimation").click()
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.fixture
def crowd(town, signers, desk) -> None:
    """Ten providers with logotypes, and one of the municipality's own."""
    out = io.BytesIO()
    Image.new("RGB", (300, 100), "navy").save(out, "PNG")
    picture = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    keys = load_or_make(town.folder / FOLDER, NOW, 2048)
    others = [entity(signers, f"https://idp{number}.example/saml") for number in range(9)]
    for number, other in enumerate(others):
        info = other.find(f".//{tag(MDUI, 'UIInfo')}")
        for shown in info.iter(tag(MDUI, "DisplayName")):
            del shown[:]  # a comment
            shown.text = f"En e-legitimation med ett långt namn, nummer {number}"
        etree.SubElement(info, tag(MDUI, "Logo"), width="1", height="1").text = picture
    root = aggregate(*others, provider_metadata(town.idp, keys.provider), now=NOW)
    data = toolkit.signed(root, keys.federation)
    (town.folder / FOLDER / AGGREGATE).write_bytes(data)
    own = Directory(OWN, signers["idp"], list, TWO_FACTORS)
    (town.folder / "ekby-idp.xml").write_bytes(etree.tostring(own.metadata("Ekby")))
    town.trust.write_text(TRUST)
    renew_logos(desk, load_aggregate(data, keys.federation.certificate, NOW))


def test_many_providers_can_be_searched(town, page, crowd):
    page.goto(f"{town.url}/logga-in?next=/mina-sidor")
    assert page.locator("main .rows a").count() == 10
    page.get_by_role("searchbox").fill("nummer 7")
    page.get_by_role("button", name="Sök").click()
    shown = page.locator("main .rows a")
    assert shown.all_inner_texts() == ["En e-legitimation med ett långt namn, nummer 7"]
    assert "mina-sidor" in shown.get_attribute("href")
    picture = page.locator("main .rows img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", [True], indirect=True, ids=["axe"])
def test_the_choice_of_providers_is_for_everyone(town, page, crowd, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{town.url}/logga-in")
    page.get_by_role("heading", name="För dig som arbetar i kommunen").wait_for()
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("page", [True], indirect=True, ids=["axe"])
def test_staff_who_logged_in_too_weakly_are_shown_the_way(town, page, system):
    make.rule(system, "staff.identity_level", "loa4")
    system.session.commit()
    log_in(page, town, "Maja Granskog")
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{town.url}/arbetsyta")
    assert violations(page) == []
    assert overflow(page) <= 0
    page.get_by_role("link", name="Logga in med en starkare e-legitimation").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Logga in"
