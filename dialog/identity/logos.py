"""Logotypes of identity providers: fetched by the worker, drawn anew, shown from our own address.

Pages never load anything from another site, so a provider cannot see who looks at the login page.
"""

import base64
import binascii
import logging
import re
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, select

from dialog.config import is_fetchable
from dialog.core.context import Context
from dialog.core.picture import NotAPicture, TooManyPixels, redrawn
from dialog.core.worker import Desk
from dialog.identity.models import ProviderLogo
from dialog.identity.saml.download import Cost, download
from dialog.identity.saml.feed import Feed
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.provider import IdentityProvider

log = logging.getLogger(__name__)

WIDTH, HEIGHT = 320, 64  # pixels; shown at half of it
COST = Cost(seconds=3, size=300_000)
AT_ONCE = 20  # in one turn, so that slow servers do not hold the worker up
AGAIN = timedelta(days=1)
FORGOTTEN_AFTER = timedelta(days=30)  # without standing in any list
INLINE = "data:"
DIGEST = re.compile(r"[0-9a-f]{64}")


def renew_logos(desk: Desk, feed: Feed) -> None:
    """Fetch those of the list whose turn it is. What cannot be had now is tried again tomorrow."""
    addresses = {source_of(i.logo_url): i.logo_url for i in feed.providers.values() if i.logo_url}
    rows = desk.everywhere(select(ProviderLogo.source, ProviderLogo.due_at))
    due_at = {row[0]: row[1] for row in rows}
    due = [each for each in addresses if due_at.get(each, desk.now) <= desk.now]
    for source in due[:AT_ONCE]:
        _keep(desk, source, _picture(desk, addresses[source]))
    with desk.installation() as session:
        old = desk.now - FORGOTTEN_AFTER
        session.execute(delete(ProviderLogo).where(ProviderLogo.due_at < old))


def _picture(desk: Desk, address: str) -> bytes | None:
    try:
        return redrawn(_data(desk, address), WIDTH, HEIGHT)
    except Refused as refusal:
        log.info("a logotype is left out: %s", refusal.reason)
    except (NotAPicture, TooManyPixels):
        log.info("a logotype is left out: no PNG, JPEG or WebP of a sensible size")
    return None


def _data(desk: Desk, address: str) -> bytes:
    if address.startswith(INLINE):
        return _inline(address)
    is_demo = desk.config is not None and desk.config.demo
    if not is_fetchable(address, may_be_plain=is_demo):
        raise Refused("the address is not https")
    found = download(address, cost=COST)
    if found is None:
        raise Refused("the server sent nothing")
    return found.data


def _inline(address: str) -> bytes:
    head, _, body = address.partition(",")
    if not head.endswith(";base64"):
        raise Refused("inline data that is not base64")
    try:
        return base64.b64decode("".join(body.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Refused("inline data that is not base64") from None


def _keep(desk: Desk, source: str, picture: bytes | None) -> None:
    with desk.installation() as session:
        row = session.scalar(
            select(ProviderLogo).where(ProviderLogo.source == source).with_for_update()
        )
        if row is None:
            row = ProviderLogo(source=source)
            session.add(row)
        row.due_at = desk.now + AGAIN
        if picture is not None:
            row.picture, row.digest = picture, sha256(picture).hexdigest()


def digests(ctx: Context, providers: Iterable[IdentityProvider]) -> dict[str, str]:
    """Which of the providers have a logotype: entityID -> what it is asked for by."""
    sources = {i.entity_id: source_of(i.logo_url) for i in providers if i.logo_url}
    if not sources:
        return {}
    stmt = select(ProviderLogo.source, ProviderLogo.digest).where(
        ProviderLogo.source.in_(sources.values()), ProviderLogo.digest.is_not(None)
    )
    kept = {row.source: str(row.digest) for row in ctx.session.execute(stmt)}
    return {entity: kept[source] for entity, source in sources.items() if source in kept}


def picture(ctx: Context, digest: str) -> bytes | None:
    """The logotype with that digest."""
    if not DIGEST.fullmatch(digest):  # a database need not be able to hold it
        return None
    stmt = select(ProviderLogo.picture).where(ProviderLogo.digest == digest)
    return ctx.session.scalar(stmt.limit(1))


def source_of(address: str) -> str:
    """What an address, or the picture itself, is kept under."""
    return sha256(address.encode()).hexdigest()
