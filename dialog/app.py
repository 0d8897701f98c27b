"""The composition root: the only file that knows every feature. Start reading here."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, g, request, url_for
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from dialog.config import Config, ConfigError
from dialog.consultation.manifest import manifest as consultation
from dialog.core import i18n, policy, resources, templates
from dialog.core import worker as worker
from dialog.core.db import make_engine
from dialog.core.files import files_in
from dialog.core.keys import Keyring
from dialog.core.manifest import Manifest
from dialog.core.policy import ANONYMOUS
from dialog.demo.manifest import manifest as demo
from dialog.folkmotion.manifest import manifest as folkmotion
from dialog.identity.kept import keep_form, take_kept
from dialog.identity.local_trust import LocalTrust, WrongTrust
from dialog.identity.local_trust import read as read_trust
from dialog.identity.manifest import manifest as identity
from dialog.identity.session import find_actor, load_user
from dialog.moderation.manifest import manifest as moderation
from dialog.notification.manifest import manifest as notification
from dialog.process.manifest import manifest as process
from dialog.registry.manifest import manifest as registry
from dialog.remiss.manifest import manifest as remiss
from dialog.tenancy.golive import ensure_ready
from dialog.tenancy.manifest import manifest as tenancy
from dialog.tenancy.queries import municipality
from dialog.tenancy.session import Tenants
from dialog.web import errors, headers
from dialog.web.request import Lifecycle, has_mark, here, set_limit

FEATURES: tuple[Manifest, ...] = (
    tenancy,
    identity,
    process,
    moderation,
    notification,
    registry,
    folkmotion,
    consultation,
    remiss,
)
LARGEST_REQUEST = 600_000  # bytes; a SAML answer or a long proposal, never more
LARGEST_FORM_FIELDS = 300
ON_THIS_MACHINE = "http://127.0.0.1:* http://localhost:* http://*.localhost:*"


def utc_now() -> datetime:
    """The real clock. Tests bring their own."""
    return datetime.now(UTC)  # noqa: TID251  (the one place where a request gets its clock)


def create_app(config: Config, clock: Callable[[], datetime] = utc_now) -> Flask:
    """The web application. Raises ConfigError when production is not ready to go live."""
    root = resources.root()
    app = Flask(
        "dialog", template_folder=str(root / "templates"), static_folder=str(root / "static")
    )
    app.config.update(
        SECRET_KEY=config.secret_key,
        TESTING=config.testing,
        PROPAGATE_EXCEPTIONS=False,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=LARGEST_FORM_FIELDS,
        SESSION_COOKIE_NAME="dialog",
        SESSION_REFRESH_EACH_REQUEST=False,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not config.demo,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,  # the session's own life is limit enough
    )
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    engine = make_engine(config.database_url)
    keys = load_keys(config)
    app.extensions |= {
        "engine": engine,
        "local_trust": local_trust(config),
        "keys": keys,
        "dialog": config,
        "clock": clock,
        "take_kept": take_kept,
    }
    if not config.demo:
        ensure_ready(engine)
    prepare_templates(app, config)
    app.before_request(set_limit)
    find_files = partial(files_in, config.data_dir)
    Lifecycle(engine, keys, Tenants(engine).find, find_actor, clock, find_files).install(app)
    csrf = CSRFProtect(app)
    login = LoginManager(app)
    login.session_protection = None  # sessions are rows of ours, see identity.session
    login.user_loader(load_user)
    headers.install(app, form_targets(config))
    errors.install(app, keep_form)
    for feature in (*FEATURES, demo) if config.demo else FEATURES:
        if feature.blueprint is not None:
            app.register_blueprint(feature.blueprint)
        for endpoint in feature.csrf_exempt:
            csrf.exempt(app.view_functions[endpoint])
    return app


def form_targets(config: Config) -> str:
    """Where the identity providers of any feed may be. Browsers also hold redirects to this."""
    return f"https: {config.idp_url} {ON_THIS_MACHINE}" if config.demo else "https:"


def local_trust(config: Config) -> LocalTrust:
    """The municipalities' own identity providers. A file that is wrong is told now."""
    if config.saml_local_trust is not None:
        try:
            read_trust(config.saml_local_trust)
        except WrongTrust as error:
            raise ConfigError(f"DIALOG_SAML_LOCAL_TRUST: {error}") from None
    return LocalTrust(config.saml_local_trust)


def load_keys(config: Config) -> Keyring:
    """The master keys. The demo makes its own at the first start."""
    if config.demo and not config.keys_file.exists():
        return Keyring.create(config.keys_file)
    return Keyring.load(config.keys_file)


def prepare_templates(app: Flask, config: Config) -> None:
    """What every template may use."""
    jinja = app.jinja_env
    templates.prepare(jinja)
    jinja.globals["static_url"] = static_url
    jinja.globals["can"] = may
    jinja.globals["languages"] = i18n.LANGUAGES

    @app.context_processor
    def for_every_page() -> dict[str, Any]:
        ctx = g.get("context")
        return {
            "municipality": municipality(ctx.session) if ctx else None,
            "actor": ctx.actor if ctx else ANONYMOUS,
            "now": ctx.now if ctx else None,
            "locale": i18n.current_locale(),
            "demo": config.demo,
            "is_public": has_mark("is_public") or ctx is None,
            "path": request.full_path.rstrip("?"),
        }


def may(permission: str, subject: object = None) -> bool:
    """For templates: whether whoever reads the page may do it."""
    return policy.can(here().actor, permission, subject)


def static_url(path: str) -> str:
    """The address of a static file, with a hash of its content so that it can be kept for long."""
    return url_for("static", filename=path, v=_content_hash(resources.root() / "static" / path))


@cache
def _content_hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]
