"""Carrying letters out of the house: over SMTP, or in the demo into files."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from dialog.config import Config
from dialog.notification.reactions.writing import Envelope

TIMEOUT_SECONDS = 20.0
GOING_AWAY = 421
PERMANENT = 500
LOCAL = {"localhost", "127.0.0.1", "::1"}


class Refused(Exception):
    """The recipient's server will never take this letter."""


class Later(Exception):
    """It did not work now."""


class Away(Later):
    """The server cannot be used now, for this letter or for any other."""


class Line(Protocol):
    """An open way out."""

    def send(self, letter: Envelope) -> None:
        """Hand it over. Raises Refused, Later or Away."""


class Carrier(Protocol):
    """What opens a line."""

    def open(self, slug: str) -> AbstractContextManager[Line]:
        """A line for the letters of one municipality. Raises Away."""


def carrier_of(config: Config) -> Carrier:
    """SMTP where a server is named. Without one there are only files; production demands one."""
    if config.smtp_url:
        return Smtp(config.smtp_url)
    return Files(config.data_dir / "mail")


@dataclass(frozen=True)
class Files:
    """Letters as .eml files: <folder>/<municipality>/<time>-<random>.eml."""

    folder: Path

    @contextmanager
    def open(self, slug: str) -> Iterator[Line]:
        """The municipality's folder, made if it is not there."""
        folder = self.folder / slug
        folder.mkdir(parents=True, exist_ok=True)
        yield FileLine(folder)


@dataclass(frozen=True)
class FileLine:
    """One folder."""

    folder: Path

    def send(self, letter: Envelope) -> None:
        """Write the file under another name first, so that nobody reads half a letter."""
        random = letter.message_id.strip("<>").partition("@")[0]
        path = self.folder / f"{letter.written_at:%Y%m%dT%H%M%S}-{random}.eml"
        half = path.with_suffix(".part")
        half.write_bytes(letter.content)
        half.replace(path)


@dataclass(frozen=True)
class Smtp:
    """smtp://user:password@host:port, smtps://...; STARTTLS when the server offers it."""

    url: str
    timeout: float = TIMEOUT_SECONDS

    @contextmanager
    def open(self, slug: str) -> Iterator[Line]:
        """Connect and log in. Raises Away."""
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise Away(type(error).__name__) from error
        try:
            yield SmtpLine(server)
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        to = urlsplit(self.url)
        host, trusted = to.hostname or "localhost", ssl.create_default_context()
        if to.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, to.port or 465, _own_name(), timeout=self.timeout, context=trusted
            )
        else:
            server = smtplib.SMTP(host, to.port or 25, _own_name(), timeout=self.timeout)
        try:
            _introduce(server, to, trusted)
        except BaseException:
            server.close()
            raise
        return server


def _introduce(server: smtplib.SMTP, to: SplitResult, trusted: ssl.SSLContext) -> None:
    server.ehlo_or_helo_if_needed()
    is_encrypted = to.scheme == "smtps"
    if not is_encrypted and server.has_extn("starttls"):
        server.starttls(context=trusted)
        server.ehlo()
        is_encrypted = True
    if to.username:
        if not is_encrypted and to.hostname not in LOCAL:
            raise smtplib.SMTPException("a password is never sent in the clear")
        server.login(unquote(to.username), unquote(to.password or ""))


def _own_name() -> str:
    """What we call ourselves; smtplib would ask the name service, which may take its time."""
    name = socket.gethostname()
    return name if "." in name else "[127.0.0.1]"


@dataclass(frozen=True)
class SmtpLine:
    """One connection."""

    server: smtplib.SMTP

    def send(self, letter: Envelope) -> None:
        """One recipient, one letter."""
        try:
            self.server.sendmail(letter.sender, [letter.to], letter.content)
        except smtplib.SMTPRecipientsRefused as error:
            raise _verdict(error.recipients[letter.to][0]) from error
        except smtplib.SMTPDataError as error:
            raise _verdict(error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:  # also our own address being refused
            raise Away(type(error).__name__) from error


def _verdict(code: int) -> Exception:
    if code == GOING_AWAY:
        return Away(str(code))
    return Refused(str(code)) if code >= PERMANENT else Later(str(code))
