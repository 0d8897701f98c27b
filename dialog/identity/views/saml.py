"""What identity providers talk to: our metadata, and where their answers arrive."""

import logging

from flask import redirect, request, url_for
from werkzeug import Response

from dialog.core.context import Context
from dialog.core.i18n import speaking
from dialog.identity.attempts import Answered
from dialog.identity.login import (
    ACS_PATH,
    cookie_name,
    federation,
    finish,
    judge,
    take_attempt,
)
from dialog.identity.saml.metadata import service_metadata
from dialog.identity.saml.outcome import Cancelled, FraudSuspected, OtherPerson, Refused
from dialog.identity.views import bp
from dialog.tenancy.queries import municipality, rules_now
from dialog.web.request import allow, here, public_page

log = logging.getLogger(__name__)


@bp.get("/saml/metadata")
@public_page
def metadata() -> Response:
    """What the municipality registers in the federation, the same under each of its host names."""
    allow()
    ctx = here()
    ours = federation().registered(municipality(ctx.session), ctx.now, rules_now(ctx))
    document = service_metadata(ours)
    return Response(document, mimetype="application/samlmetadata+xml")


@bp.post(ACS_PATH)
def acs() -> Response:
    """An answer. Whatever it is, the person is sent on: the question is used up now."""
    allow()
    ctx = here()
    try:
        answered = take_attempt(ctx)
    except Refused as refusal:
        log.warning("login refused in %s: %s", ctx.session.municipality_id, refusal.reason)
        return redirect(url_for(".refused"), 303)
    with speaking(answered.locale):
        response = believe(ctx, answered)
    response.delete_cookie(
        cookie_name(request.form["RelayState"]),
        path=ACS_PATH,
        secure=True,
        httponly=True,
        samesite="None",
    )
    return response


def believe(ctx: Context, answered: Answered) -> Response:
    """The next page: where the person was going, or why not."""
    back = answered.next_path
    try:
        who, idp = judge(ctx, answered)
        return finish(ctx, answered, who, idp)
    except Cancelled:
        return redirect(url_for(".cancelled", next=back), 303)
    except FraudSuspected:
        log.warning("fraud suspected in %s", ctx.session.municipality_id)
        return redirect(url_for(".suspected", next=back), 303)
    except OtherPerson:
        return redirect(url_for(".other_person", next=back), 303)
    except Refused as refusal:
        log.warning(
            "login refused in %s, provider %s: %s",
            ctx.session.municipality_id,
            answered.asked.idp_entity_id,
            refusal.reason,
        )
        return redirect(url_for(".refused", next=back), 303)
