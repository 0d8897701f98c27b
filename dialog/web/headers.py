"""What every answer carries: content security policy, caching, compression."""

import gzip
import hashlib
from http import HTTPStatus

from flask import Flask, Response, g, request, session

from dialog.web.request import has_mark

FRESH_SECONDS = 10
STALE_SECONDS = 60
SMALLEST_WORTH_COMPRESSING = 1000
COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/atom+xml",
    "application/javascript",
    "image/svg",
)


def install(app: Flask, form_targets: str = "") -> None:
    """Set the headers on every answer. `form_targets`: other origins that forms may lead to."""

    @app.after_request
    def secure(response: Response) -> Response:
        policy = content_policy(form_targets, g.pop("image_origin", ""))
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return compress(cache(response))


def show_images_from(origin: str) -> None:
    """Let the page that is being made, and no other, show images from there: map tiles."""
    g.image_origin = origin


def content_policy(form_targets: str, image_origin: str) -> str:
    """What a page of ours may load: its own files, and images from one more place if it has a map."""
    return "; ".join(
        [
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            f"img-src 'self' data: {image_origin}".strip(),
            "font-src 'self'",
            "connect-src 'self'",
            f"form-action 'self' {form_targets}".strip(),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


def cache(response: Response) -> Response:
    """Public pages may be kept by proxies for some seconds; everything else by nobody."""
    if request.endpoint == "static":
        response.cache_control.public = True
        response.cache_control.max_age = 31_536_000 if "v" in request.args else 3600
    elif has_mark("is_public") and "v" in request.args and response.mimetype != "text/html":
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif has_mark("is_public") and response.status_code == HTTPStatus.OK:
        if "Set-Cookie" in response.headers or session.modified:
            raise RuntimeError(f"{request.endpoint} is public and must not set a cookie")
        response.headers["Cache-Control"] = (
            f"public, max-age={FRESH_SECONDS}, stale-while-revalidate={STALE_SECONDS}"
        )
        response.headers["Vary"] = "Cookie, Accept-Encoding"
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
        response.make_conditional(request)
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def compress(response: Response) -> Response:
    """Gzip what holds no secret: private pages stay plain, so that length reveals nothing."""
    is_open = request.endpoint == "static" or has_mark("is_public")
    if (
        not is_open
        or response.status_code != HTTPStatus.OK
        or "gzip" not in request.headers.get("Accept-Encoding", "")
        or not (response.mimetype or "").startswith(COMPRESSIBLE)
    ):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= SMALLEST_WORTH_COMPRESSING:
        response.set_data(gzip.compress(body, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Cookie, Accept-Encoding"
        if etag := response.get_etag()[0]:
            response.set_etag(etag, weak=True)
    return response
