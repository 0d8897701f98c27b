"""Choosing an identity provider: all that fit, none before another but the one used last."""

from collections.abc import Iterable
from hashlib import sha256

from flask import current_app, request
from werkzeug import Response

from dialog.identity.saml.provider import IdentityProvider

# Holds a hash of the provider's name and nothing of the person; gone when the browser is closed,
# since it is only a convenience (9 kap. 28 § LEK).
COOKIE = "senast"
CHOICE_PATH = "/logga-in"
MANY = 7  # more than these are a list to search in


def in_order(providers: Iterable[IdentityProvider], language: str) -> list[IdentityProvider]:
    """The one that this browser used last, then the others by name."""
    last = request.cookies.get(COOKIE, "")

    def place(idp: IdentityProvider) -> tuple[bool, str]:
        return mark(idp.entity_id) != last, idp.name(language).casefold()

    return sorted(providers, key=place)


def found(providers: Iterable[IdentityProvider], words: str) -> list[IdentityProvider]:
    """Those in whose names, in any language, every word stands."""
    wanted = words.casefold().split()
    return [
        idp
        for idp in providers
        if all(word in " ".join(idp.display_names.values()).casefold() for word in wanted)
    ]


def remember(response: Response, idp: IdentityProvider) -> None:
    """Let this browser be offered the same provider first, the next time."""
    response.set_cookie(
        COOKIE,
        mark(idp.entity_id),
        path=CHOICE_PATH,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )


def mark(entity_id: str) -> str:
    """What the cookie holds of a provider."""
    return sha256(entity_id.encode()).hexdigest()
