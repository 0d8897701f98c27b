"""Fetching a list from a web server that may be slow, too generous, or up to something."""

import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from dialog.identity.saml.download import Cost, Version, download
from dialog.identity.saml.outcome import Refused
from tests.identity.saml.server import serving


def test_what_the_server_has_is_fetched(server):
    server.body = b"<list/>"
    server.headers = {"ETag": '"one"', "Last-Modified": "Tue, 01 Dec 2026 12:00:00 GMT"}
    found = download(server.url)
    assert found.data == b"<list/>"
    assert found.version == Version('"one"', "Tue, 01 Dec 2026 12:00:00 GMT")


def test_what_is_known_already_is_not_fetched_again(server):
    server.status = 304
    known = Version('"one"', "Tue, 01 Dec 2026 12:00:00 GMT")
    assert download(server.url, known) is None
    assert server.asked[0]["If-None-Match"] == '"one"'
    assert server.asked[0]["If-Modified-Since"] == "Tue, 01 Dec 2026 12:00:00 GMT"


def test_no_more_than_the_limit_is_read(server):
    server.body = b"x" * 200_000
    with pytest.raises(Refused, match="too large"):
        download(server.url, cost=Cost(size=1000))


def test_a_body_that_is_shorter_than_announced_is_refused(server):
    server.body, server.announced = b"<list>", 100
    with pytest.raises(Refused, match="cut short"):
        download(server.url)


def test_a_server_that_takes_too_long_is_left(server):
    go_on = threading.Event()
    server.body, server.before = b"<list/>", go_on.wait
    try:
        with pytest.raises(Refused, match=r"too slow|cannot be read"):
            download(server.url, cost=Cost(seconds=0.2))
    finally:
        go_on.set()


def test_a_server_that_drips_is_left_though_something_always_comes(server):
    enough = threading.Event()
    server.body = b"x" * 10
    server.before = lambda: enough.wait(0.3)
    try:
        with pytest.raises(Refused, match="too slow"):
            download(server.url, cost=Cost(seconds=0.4))
    finally:
        enough.set()


@pytest.mark.parametrize("status", [401, 404, 500, 503])
def test_an_error_is_no_list(server, status):
    server.status = status
    with pytest.raises(Refused, match=str(status)):
        download(server.url)


def test_nobody_at_home_is_no_list():
    with serving() as other:
        gone = other.url
    with pytest.raises(Refused, match="cannot be read"):
        download(gone)


@pytest.mark.parametrize(
    "target",
    [
        "https://md.example/idp.xml", "http://md.example/idp.xml", "file:///etc/passwd",
        "ftp://127.0.0.1/list", "http://user:pass@127.0.0.1/", "//md.example/idp.xml",
    ],
)  # fmt: skip
def test_a_server_cannot_lead_us_to_another_scheme_or_a_stranger(server, target):
    server.status, server.headers = 302, {"Location": target}
    with pytest.raises(Refused):
        download(server.url)


def test_a_moved_list_is_found_within_the_same_scheme(server):
    with serving() as other:
        other.body = b"<list/>"
        server.status, server.headers = 301, {"Location": other.url}
        assert download(server.url).data == b"<list/>"


def test_going_round_in_circles_ends(server):
    server.status, server.headers = 302, {"Location": server.url}
    with pytest.raises(Refused):
        download(server.url)
    assert len(server.asked) == 4


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://md.example/", "data:,x", "nonsense"])
def test_only_web_addresses_that_are_allowed_are_asked(url):
    with pytest.raises(Refused):
        download(url)


def test_this_machine_is_never_asked_through_a_proxy(server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server.body = b"<list/>"
    assert download(server.url).data == b"<list/>"


@pytest.fixture
def tls(keys, tmp_path):
    """What a server on localhost needs to speak https, and the file with its certificate."""
    key = serialization.load_pem_private_key(keys["stranger"].private_key.encode(), None)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)  # noqa: TID251 - TLS goes by the real clock
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "tls.pem"
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = tmp_path / "tls.key"
    private.write_text(keys["stranger"].private_key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, private)
    return context, path


def test_over_https_the_server_must_show_who_it_is(tls, monkeypatch):
    context, certificate = tls
    with serving(context) as server:
        server.body = b"<list/>"
        with pytest.raises(Refused, match="cannot be read"):
            download(server.url)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert download(server.url).data == b"<list/>"


def test_https_never_leads_to_plain_http(tls, server, monkeypatch):
    context, certificate = tls
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(context) as secure:
        secure.status, secure.headers = 302, {"Location": server.url}
        with pytest.raises(Refused, match="not allowed"):
            download(secure.url)
    assert server.asked == []
