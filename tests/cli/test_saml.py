"""`dialog saml` and what `dialog doctor` says of it, run as an operator runs them."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from lxml import etree
from PIL import Image
from sqlalchemy.orm import Session

from dialog.app import create_app
from dialog.config import Config
from dialog.core.db import make_engine
from dialog.identity.saml.names import MD, MDUI, tag
from dialog.identity.saml.provider import KeyPair, new_key_pair
from dialog.identity.service_keys import read_keys
from dialog.tenancy.models import Host, Municipality
from tests import make
from tests.browser import Browser
from tests.cli.conftest import Dialog, now
from tests.identity.saml.lists import signed_list
from tests.identity.saml.schemas import assert_valid
from tests.identity.saml.server import FeedServer, serving
from tests.visitor import BITS, ready, ready_keys

__all__ = ["ready", "ready_keys"]
pytestmark = pytest.mark.usefixtures("ready")  # keys in the data folder
PROVIDER = "https://idp.example/saml"


@pytest.fixture(scope="session")
def signers() -> dict[str, KeyPair]:
    return {name: new_key_pair(name, now(), BITS) for name in ("federation", "idp", "stranger")}


@pytest.fixture
def pin(signers: dict[str, KeyPair], tmp_path: Path) -> Path:
    path = tmp_path / "pinned.pem"
    path.write_text(signers["federation"].certificate)
    return path


@pytest.fixture
def server(signers: dict[str, KeyPair], pin: Path, monkeypatch: pytest.MonkeyPatch):
    """A federation's server, named in the settings."""
    with serving() as server:
        server.body = signed_list(signers, now=now())
        monkeypatch.setenv("DIALOG_SAML_FEED", server.url)
        monkeypatch.setenv("DIALOG_SAML_FEED_CERTIFICATE", str(pin))
        yield server


@pytest.fixture
def change(config: Config):
    """Change the row of Ekby."""

    def change(edit) -> None:
        engine = make_engine(config.database_url)
        with Session(engine) as session:
            edit(session.get_one(Municipality, make.EKBY))
            session.commit()
        engine.dispose()

    return change


def doctor_line(done: Result, check: str) -> str:
    (line,) = [line for line in done.output.splitlines() if f" {check}: " in line]
    return line


# What to register


def test_the_metadata_can_be_registered_as_it_is(dialog: Dialog) -> None:
    done = dialog("saml", "metadata", "--municipality", "ekby")
    assert done.exit_code == 0, done.output
    root = etree.fromstring(done.stdout_bytes)
    assert_valid(root)
    assert root.get("entityID") == "http://localhost/saml/metadata"
    assert "validUntil" not in root.attrib
    assert "takes https addresses only" in done.stderr  # a demo's cannot


def test_in_production_every_address_is_https(dialog: Dialog, monkeypatch, ready: Config) -> None:
    (ready.data_dir / "evidence.public.pem").write_text("-")
    monkeypatch.setenv("DIALOG_ENV", "production")
    monkeypatch.setenv("DIALOG_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("DIALOG_SMTP_URL", "smtp://mail.example:25")
    done = dialog("saml", "metadata", "--municipality", "ekby")
    assert done.exit_code == 0, done.output
    root = etree.fromstring(done.stdout_bytes)
    addresses = [root.get("entityID")]
    addresses += [each.get("Location") for each in root.iter(tag(MD, "AssertionConsumerService"))]
    assert addresses == ["https://localhost/saml/metadata", "https://localhost/saml/acs"]
    assert done.stderr == ""


def test_the_page_is_what_the_command_prints_under_every_host_name(
    dialog: Dialog, change, config: Config, tmp_path: Path
) -> None:
    picture = tmp_path / "logo.png"
    Image.new("RGBA", (120, 40)).save(picture)
    looks = ("municipality", "looks", "--municipality", "ekby", "--logo", str(picture))
    assert dialog(*looks).exit_code == 0
    change(lambda row: row.hosts.append(Host(name="ekby.localhost")))
    printed = dialog("saml", "metadata", "--municipality", "ekby").stdout_bytes
    app = create_app(config, clock=lambda: make.NOW)
    for host in ("localhost", "ekby.localhost"):
        assert Browser(app, host).get("/saml/metadata").response.data == printed
    app.extensions["engine"].dispose()

    root = etree.fromstring(printed)
    assert_valid(root)
    logo = root.find(f".//{tag(MDUI, 'Logo')}")
    assert (logo.text, logo.get("width"), logo.get("height")) == (
        "http://localhost/logo", "120", "40",
    )  # fmt: skip


def test_a_municipality_that_is_not_there_has_no_metadata(dialog: Dialog) -> None:
    done = dialog("saml", "metadata", "--municipality", "nowhere")
    assert isinstance(done.exception, ValueError)
    assert "nowhere" in str(done.exception)


# The federation's list


def test_the_list_is_fetched_and_shown(dialog: Dialog, server: FeedServer, signers) -> None:
    assert "nothing has been fetched yet" in dialog("saml", "feed", "show").output
    done = dialog("saml", "feed", "refresh")
    assert done.exit_code == 0, done.output
    assert "1 providers, until" in done.output

    shown = dialog("saml", "feed", "show").output
    assert f"{server.url}\n  valid until " in shown
    assert "1 providers, checked 0 min ago" in shown
    assert "ekby: Exempel-legitimation\n" in shown
    (pinned,) = [line.split() for line in shown.splitlines() if line.startswith("  pinned")]
    assert len(pinned[1].rstrip(",").split(":")) == 32


def test_a_refused_list_is_an_error_of_the_command(
    dialog: Dialog, server: FeedServer, signers
) -> None:
    dialog("saml", "feed", "refresh")
    server.body = signed_list(signers, signer="stranger", now=now())
    done = dialog("saml", "feed", "refresh")
    assert done.exit_code == 1
    assert "does not verify" in done.stderr
    shown = dialog("saml", "feed", "show").output
    assert "last attempt failed: signature does not verify" in shown
    assert "ekby: Exempel-legitimation\n" in shown  # the last good copy is still in force


def test_a_running_server_logs_in_with_the_new_list_at_once(
    dialog: Dialog, server: FeedServer, config: Config
) -> None:
    """Another feed replaces the demo's own without further change."""
    dialog("saml", "feed", "refresh")
    app = create_app(Config.from_env())
    page = Browser(app).get(f"/logga-in?idp={PROVIDER}", follow_redirects=False).response
    assert page.headers["Location"].startswith("https://idp.example/sso?SAMLRequest=")
    app.extensions["engine"].dispose()


def test_the_demo_needs_no_list_but_its_own(dialog: Dialog) -> None:
    done = dialog("saml", "feed", "refresh")
    assert (done.exit_code, "read from its file" in done.output) == (0, True)
    assert dialog("saml", "feed", "show").exit_code == 0


# Our own keys


def test_keys_are_changed_in_two_steps(dialog: Dialog, ready: Config) -> None:
    folder = ready.data_dir / "saml" / "ekby"
    rotate = ("saml", "keys", "rotate", "--municipality", "ekby")
    assert dialog(*rotate).exit_code == 0
    assert dialog(*rotate).exit_code != 0
    assert (read_keys(folder).in_use, len(read_keys(folder).signing)) == (1, 2)
    metadata = dialog("saml", "metadata", "--municipality", "ekby").stdout_bytes
    assert metadata.count(b'use="signing"') == 2
    assert (
        "signs when the change is finished"
        in dialog("saml", "keys", "show", "--municipality", "ekby").output
    )

    assert dialog(*rotate, "--finish", typed="n\n").exit_code != 0
    assert read_keys(folder).in_use == 1
    assert dialog(*rotate, "--finish", typed="y\n").exit_code == 0
    assert read_keys(folder).in_use == 2
    assert dialog(*rotate, "--undo").exit_code == 0
    assert read_keys(folder).in_use == 1
    assert dialog(*rotate, "--finish", "--yes").exit_code == 0
    shown = dialog("saml", "keys", "show", "--municipality", "ekby").output
    assert "signing-1: not used" in shown
    assert "encryption-1: decrypts" in shown


# What the doctor says


def test_the_doctor_tells_dates_ages_and_the_pair_of_libraries(
    dialog: Dialog, server: FeedServer
) -> None:
    dialog("saml", "feed", "refresh")
    done = dialog("doctor")
    own, federation = doctor_line(done, "own certificates"), doctor_line(done, "federation")
    assert own.startswith("ok ")
    assert "ekby signing ends 20" in own
    assert "bjorkby encryption ends 20" in own
    assert federation.startswith("ok ")
    assert "pinned " in federation
    assert "checked 0 min ago" in federation
    pair = doctor_line(done, "XML libraries")
    versions = {part.split()[-4] for part in pair.split(", ")}
    assert len(versions) == 1
    assert ("in lxml" in pair, "in xmlsec" in pair) == (True, True)


def certificate(common_name: str, days: float) -> KeyPair:
    """A pair whose certificate ends in so many days."""
    return new_key_pair(common_name, now() + timedelta(days=days) - timedelta(days=3650), BITS)


@pytest.mark.parametrize(("days", "mark"), [(31, "ok"), (29, "SOON"), (-1, "WRONG")])
@pytest.mark.parametrize("use", ["signing", "encryption"])
def test_the_doctor_warns_before_a_certificate_of_ours_ends(
    dialog: Dialog, ready: Config, days: float, mark: str, use: str
) -> None:
    path = ready.data_dir / "saml" / "ekby" / f"{use}-1.crt.pem"
    path.write_text(certificate("ekby", days).certificate)
    line = doctor_line(dialog("doctor"), "own certificates")
    assert line.startswith(f"{mark} ")


@pytest.mark.parametrize("case", [(31, "ok"), (29, "SOON"), (-1, "WRONG")])
def test_the_doctor_warns_before_a_pinned_certificate_ends(
    dialog: Dialog, server: FeedServer, pin: Path, signers, case: tuple[float, str]
) -> None:
    days, mark = case
    pair = certificate("federation", days)
    pin.write_text(pair.certificate)
    server.body = signed_list(signers | {"federation": pair}, now=now())
    assert dialog("saml", "feed", "refresh").exit_code == 0  # its key is what counts
    assert doctor_line(dialog("doctor"), "federation").startswith(f"{mark} ")


def test_a_warning_leaves_the_exit_status_alone_and_an_error_does_not(
    dialog: Dialog, server: FeedServer, monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DIALOG_DATABASE_URL", f"sqlite:///{tmp_path / 'whole.db'}")
    assert dialog("db", "upgrade").exit_code == 0
    done = dialog("doctor")
    assert doctor_line(done, "federation").startswith("WRONG ")
    assert done.exit_code == 1
    dialog("saml", "feed", "refresh")
    server.status = 500
    dialog("saml", "feed", "refresh")
    done = dialog("doctor")
    assert doctor_line(done, "federation").startswith("SOON ")
    assert "the server answered 500" in doctor_line(done, "federation")
    assert done.exit_code == 0


def test_the_doctor_warns_of_a_list_that_is_about_to_end(
    dialog: Dialog, server: FeedServer, signers
) -> None:
    server.body = signed_list(signers, days=0.5, now=now())
    dialog("saml", "feed", "refresh")
    assert doctor_line(dialog("doctor"), "federation").startswith("SOON ")


def test_production_without_a_list_is_not_well(dialog: Dialog, monkeypatch, ready: Config) -> None:
    (ready.data_dir / "evidence.public.pem").write_text("-")
    monkeypatch.setenv("DIALOG_ENV", "production")
    monkeypatch.setenv("DIALOG_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("DIALOG_SMTP_URL", "smtp://mail.example:25")
    line = doctor_line(dialog("doctor"), "federation")
    assert line.startswith("WRONG ")
    assert "nobody can log in" in line
    assert isinstance(dialog("saml", "feed", "refresh").exception, ValueError)


def test_a_pinned_certificate_that_is_missing_is_told(
    dialog: Dialog, server: FeedServer, pin: Path
) -> None:
    pin.unlink()
    assert "pinned" in dialog("saml", "feed", "show").output
    line = doctor_line(dialog("doctor"), "federation")
    assert line.startswith("WRONG ")
    assert "No such file" in line
