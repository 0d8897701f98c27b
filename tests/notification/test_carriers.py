"""Carrying letters to real mail servers: kind ones, strict ones, slow ones and dead ones."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from dialog.config import Config
from dialog.notification.reactions import writing
from dialog.notification.reactions.carriers import Away, Files, Later, Refused, Smtp, carrier_of
from tests.make import NOW
from tests.notification.conftest import Mail, read
from tests.notification.test_writing import draft

HOST = "127.0.0.1"


class Handler:
    """Takes letters, or answers as it was told to."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, list[str], bytes]] = []
        self.on_sender = self.on_recipient = self.on_data = ""

    async def handle_MAIL(self, *given: Any) -> str:  # noqa: N802  (its name for it)
        _, _, envelope, address, _ = given
        envelope.mail_from = address
        return self.on_sender or "250 OK"

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: N802
        _, _, envelope, address, _ = given
        if not self.on_recipient:
            envelope.rcpt_tos.append(address)
        return self.on_recipient or "250 OK"

    async def handle_DATA(self, *given: Any) -> str:  # noqa: N802
        envelope = given[-1]
        if not self.on_data:
            self.letters.append((str(envelope.mail_from), envelope.rcpt_tos, envelope.content))
        return self.on_data or "250 OK"


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def serve(handler: Handler) -> Iterator[Callable[..., str]]:
    """Start a server. Returns where it is."""
    running: list[Controller] = []

    def start(**options: Any) -> str:
        with socket.socket() as free:
            free.bind((HOST, 0))
            port = free.getsockname()[1]
        controller = Controller(handler, HOST, port, **options)
        controller.start()
        running.append(controller)
        return f"{HOST}:{port}"

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)  # noqa: TID251  (TLS looks at the real clock)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def secret(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    """What the server needs to speak TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def trusted(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the server's certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))


def letter() -> writing.Envelope:
    return writing.write(draft("folkmotion.answer"))


def send(url: str, timeout: float = 5.0) -> None:
    with Smtp(url, timeout).open("ekby") as line:
        line.send(letter())


def test_what_arrives_is_what_was_written(serve: Callable[..., str], handler: Handler) -> None:
    send(f"smtp://{serve()}")
    ((sender, recipients, content),) = handler.letters
    assert (sender, recipients) == ("kommun@bjorkby.example", ["rut@example.org"])
    message = read(content)
    assert message["Subject"] == "Svar på ”Fler bänkar vid ån”"
    assert message["Message-ID"] == "<abc@dialog.bjorkby.example>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    body = message.get_body(("plain",))
    assert body is not None
    assert "Kommunfullmäktige" in body.get_content()


def test_many_letters_go_over_one_connection(serve: Callable[..., str], handler: Handler) -> None:
    with Smtp(f"smtp://{serve()}", 5).open("ekby") as line:
        for _ in range(20):
            line.send(letter())
    assert len(handler.letters) == 20


@pytest.mark.parametrize(
    ("moment", "answer", "outcome"),
    [
        ("on_recipient", "550 no such user", Refused),
        ("on_recipient", "450 greylisted", Later),
        ("on_recipient", "421 too many", Away),
        ("on_data", "554 spam", Refused),
        ("on_data", "451 local error", Later),
        ("on_data", "421 going down", Away),
        ("on_sender", "550 you may not", Away),  # our fault: no recipient is to pay for it
        ("on_sender", "451 later", Away),
    ],
)
def test_the_servers_answer_says_whether_to_try_again(
    serve: Callable[..., str], handler: Handler, moment: str, answer: str, outcome: type[Exception]
) -> None:
    setattr(handler, moment, answer)
    with pytest.raises(Exception, match=r".*") as caught:
        send(f"smtp://{serve()}")
    assert type(caught.value) is outcome
    assert "rut" not in str(caught.value)


def test_after_a_refusal_the_connection_still_works(
    serve: Callable[..., str], handler: Handler
) -> None:
    with Smtp(f"smtp://{serve()}", 5).open("ekby") as line:
        handler.on_recipient = "550 no such user"
        with pytest.raises(Refused):
            line.send(letter())
        handler.on_recipient = ""
        line.send(letter())
    assert len(handler.letters) == 1


def test_a_dead_server_is_away() -> None:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    with pytest.raises(Away, match="ConnectionRefusedError"):
        send(f"smtp://{HOST}:{port}")


@pytest.fixture
def hanging() -> Iterator[Callable[[list[bytes]], str]]:
    """A server that says the given lines, one per connection step, and then nothing more."""
    listener = socket.create_server((HOST, 0))
    held: list[socket.socket] = []

    def hang(lines: list[bytes]) -> str:
        def serve() -> None:
            connection, _ = listener.accept()
            held.append(connection)
            with suppress(OSError):  # the other side may well have hung up
                for line in lines:
                    connection.sendall(line)
                    connection.recv(1000)

        threading.Thread(target=serve, daemon=True).start()
        return f"smtp://{HOST}:{listener.getsockname()[1]}"

    yield hang
    for connection in held:
        connection.close()
    listener.close()


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b"220 hi\r\n"],
        [b"220 hi\r\n", b"250 me\r\n"],
        [b"220 hi\r\n", b"250 me\r\n", b"250 ok\r\n"],
    ],
    ids=["silent", "after its greeting", "after EHLO", "after MAIL"],
)
def test_a_server_that_hangs_is_waited_for_only_so_long(
    hanging: Callable[[list[bytes]], str], lines: list[bytes]
) -> None:
    started = time.monotonic()
    with pytest.raises(Away):
        send(hanging(lines), timeout=0.3)
    assert time.monotonic() - started < 5


def test_a_server_that_speaks_nonsense_is_away(hanging: Callable[[list[bytes]], str]) -> None:
    with pytest.raises(Away):
        send(hanging([b"HTTP/1.1 200 OK\r\n\r\n", b"\xff\xff\r\n"]), timeout=0.3)


@pytest.mark.usefixtures("trusted")
def test_starttls_is_used_when_it_is_offered(
    serve: Callable[..., str], handler: Handler, secret: ssl.SSLContext
) -> None:
    send(f"smtp://{serve(tls_context=secret, require_starttls=True)}")
    assert len(handler.letters) == 1


@pytest.mark.usefixtures("trusted")
def test_smtps_is_encrypted_from_the_start(
    serve: Callable[..., str], handler: Handler, secret: ssl.SSLContext
) -> None:
    send(f"smtps://{serve(ssl_context=secret)}")
    assert len(handler.letters) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(
    serve: Callable[..., str], handler: Handler, secret: ssl.SSLContext
) -> None:
    with pytest.raises(Away, match="SSLCertVerificationError"):
        send(f"smtp://{serve(tls_context=secret)}")
    assert handler.letters == []


def authenticate(*_: Any) -> AuthResult:
    """Only the right password."""
    data = _[-1]
    is_right = (data.login, data.password) == (b"post@ekby", b"s/cret")
    return AuthResult(success=is_right, handled=is_right)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(("password", "letters"), [("s%2Fcret", 1), ("wrong", 0)])
def test_a_password_is_sent_over_tls(
    serve: Callable[..., str], handler: Handler, secret: ssl.SSLContext, password: str, letters: int
) -> None:
    at = serve(tls_context=secret, authenticator=authenticate, auth_required=True)
    if letters:
        send(f"smtp://post%40ekby:{password}@{at}")
    else:
        with pytest.raises(Away, match="SMTPAuthenticationError"):
            send(f"smtp://post%40ekby:{password}@{at}")
    assert len(handler.letters) == letters


def test_a_password_is_never_sent_in_the_clear(
    serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialog.notification.reactions.carriers.LOCAL", set())
    with pytest.raises(Away, match="SMTPException"):
        send(f"smtp://post:secret@{serve()}")


def test_a_folkmotions_signers_are_told_over_smtp(
    mail: Mail, serve: Callable[..., str], handler: Handler
) -> None:
    mail.sign(60)
    mail.tell()
    assert mail.deliver(Smtp(f"smtp://{serve()}", 5)) == 60
    recipients = [to for _, (to,), _ in handler.letters]
    assert len(set(recipients)) == len(recipients) == 60
    assert {read(content)["To"] for *_, content in handler.letters} == set(recipients)


def test_files_are_whole_and_sorted_by_time(tmp_path: Path) -> None:
    with Files(tmp_path / "mail").open("ekby") as line:
        line.send(letter())
        line.send(letter())
    (path,) = (tmp_path / "mail" / "ekby").iterdir()
    assert path.name == f"{NOW:%Y%m%dT%H%M%S}-abc.eml"
    assert read(path.read_bytes())["To"] == "rut@example.org"


def test_the_settings_choose_the_carrier(config: Config) -> None:
    assert carrier_of(config) == Files(config.data_dir / "mail")
    named = Config(**{**config.__dict__, "smtp_url": "smtp://mail.ekby.example"})
    assert carrier_of(named) == Smtp("smtp://mail.ekby.example")
