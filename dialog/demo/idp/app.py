"""The pages of the demo's identity provider: choose who to be, or cancel."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, render_template, request
from flask import session as cookie
from itsdangerous import BadSignature, URLSafeTimedSerializer
from jinja2 import StrictUndefined
from lxml import etree

from dialog.core import i18n, resources
from dialog.core.i18n import gettext as _
from dialog.demo.idp.answer import Answer
from dialog.demo.idp.metadata import provider_metadata
from dialog.demo.idp.provider import DemoProvider, make_provider
from dialog.demo.idp.request import Question, Services
from dialog.demo.people import BY_NUMBER, PEOPLE, DemoPerson, stand_in
from dialog.identity.rules import NotAPersonalNumber
from dialog.identity.saml import names
from dialog.identity.saml.outcome import Refused

bp = Blueprint("idp", __name__)
LARGEST_REQUEST = 600_000
THINKING_SECONDS = 900  # how long a page with people may stay open
SINGLE_SIGN_ON = timedelta(minutes=60)


def create_idp(
    data_dir: Path, origin: str, services: Services, clock: Callable[[], datetime], **more: Any
) -> Flask:
    """An application of its own, to be served on another origin than the municipalities."""
    provider = make_provider(data_dir, origin, services, clock, **more)
    root = resources.root()
    app = Flask(
        "dialog-demo-idp",
        template_folder=str(root / "templates"),
        static_folder=str(root / "static" / "idp"),
        static_url_path="/static",
    )
    secret = provider.keys.provider.private_key
    app.config.update(
        SECRET_KEY=secret,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        SESSION_COOKIE_NAME="demo_idp",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.extensions["provider"] = provider
    app.extensions["questions"] = URLSafeTimedSerializer(secret, salt="question")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.register_blueprint(bp)
    app.register_error_handler(Refused, show_problem)
    app.after_request(secure)
    return app


def provider() -> DemoProvider:
    """The provider behind the pages."""
    found: DemoProvider = current_app.extensions["provider"]
    return found


def secure(response: Response) -> Response:
    """No inline script; forms may lead to the service that asked, and nowhere else."""
    target = response.headers.pop("X-Form-Target", "")
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {target}".strip()
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


@bp.get("/")
def index() -> str:
    return render_template("idp/index.html")


@bp.get("/metadata")
def metadata() -> Response:
    document = provider_metadata(provider().origin, provider().keys.provider)
    return Response(etree.tostring(document), mimetype="application/samlmetadata+xml")


@bp.route("/sso", methods=["GET", "POST"])
def sso() -> Response:
    """A service's question, by redirect or by form."""
    if request.method == "POST":
        question = provider().read_post(request.form)
    else:
        question = provider().read_redirect(request.query_string.decode("latin-1"))
    if not question.force_authn and (known := remembered()):
        person, at = known
        return send(provider().say_yes(question, person, at))
    if question.is_passive:
        return send(provider().say_no(question, names.RESPONDER, names.NO_PASSIVE))
    return choose(question)


@bp.post("/svar")
def reply() -> Response:
    """What the person chose on our page."""
    question = opened(request.form.get("question", ""))
    if "cancel" in request.form:
        return send(provider().cancel(question))
    if "fraud" in request.form:
        return send(provider().suspect(question))
    try:
        person = stand_in(request.form.get("person", ""))
    except NotAPersonalNumber:
        raise Refused("not a personal number") from None
    remember(person)
    return send(provider().say_yes(question, person))


def choose(question: Question) -> Response:
    """The page with the people. A service may have said whom it expects."""
    expected = [stand_in(question.principal)] if question.principal else None
    html = render_template(
        "idp/choose.html",
        question=question,
        sealed=sealed(question),
        service=provider().service_name(question),
        groups={_("Den här personen väntas"): expected} if expected else grouped(),
    )
    return with_target(Response(html), question.acs_url)


def grouped() -> dict[str, list[DemoPerson]]:
    """The cast, so that one finds the person that one wants to be."""
    titles = {
        "ekby": _("Bor i Ekby"),
        "bjorkby": _("Bor i Björkby"),
        "elsewhere": _("Bor någon annanstans"),
    }
    groups: dict[str, list[DemoPerson]] = {title: [] for title in titles.values()}
    groups[_("Arbetar i kommunerna")] = [person for person in PEOPLE if person.roles]
    for person in PEOPLE:
        if not person.roles:
            groups[titles[person.home]].append(person)
    return groups


def send(answer: Answer) -> Response:
    """A form that posts itself where there is JavaScript, and has a button where there is none."""
    return with_target(Response(render_template("idp/send.html", answer=answer)), answer.action)


def with_target(response: Response, url: str) -> Response:
    parts = urlsplit(url)
    response.headers["X-Form-Target"] = f"{parts.scheme}://{parts.netloc}"
    return response


def sealed(question: Question) -> str:
    """The verified question, so that our own form can bring it back unchanged."""
    signer: URLSafeTimedSerializer = current_app.extensions["questions"]
    return str(signer.dumps(json.dumps(asdict(question))))


def opened(token: str) -> Question:
    signer: URLSafeTimedSerializer = current_app.extensions["questions"]
    try:
        values = json.loads(signer.loads(token, max_age=THINKING_SECONDS))
    except BadSignature:
        raise Refused("page too old") from None
    return Question(**values | {"loas": tuple(values["loas"])})


def remember(person: DemoPerson) -> None:
    cookie["person"] = person.number
    cookie["at"] = provider().clock().timestamp()


def remembered() -> tuple[DemoPerson, datetime] | None:
    """Who showed themselves here within the hour: single sign-on, as providers offer it."""
    at = datetime.fromtimestamp(cookie.get("at", 0), UTC)
    if cookie.get("person") in BY_NUMBER and provider().clock() - at < SINGLE_SIGN_ON:
        return BY_NUMBER[cookie["person"]], at
    return None


def show_problem(refusal: Refused) -> tuple[str, int]:
    current_app.logger.warning("demo provider refused: %s", refusal.reason)
    return render_template("idp/problem.html"), 400
