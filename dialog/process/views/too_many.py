"""The page for whoever cannot send just now, because much has come from their network: nothing is lost."""

import re
from http import HTTPStatus

from flask import Response, make_response, render_template, request

from dialog.identity.limits import TooManySent
from dialog.process.views import bp
from dialog.web.errors import local_path, roll_back
from dialog.web.request import here

NOT_AGAIN = {"csrf_token", "website"}
_machine_word = re.compile(r"[\w.:-]*", re.ASCII)  # keys, numbers and versions, not people's words


@bp.app_errorhandler(TooManySent)
def too_many(error: TooManySent) -> Response:
    """When more is taken, what was typed, and a button that sends it again."""
    roll_back()
    fields = [each for each in request.form.items(multi=True) if each[0] not in NOT_AGAIN]
    response = make_response(
        render_template(
            "process/too_many.html",
            error=error,
            fields=fields,
            words=[value for _name, value in fields if not _machine_word.fullmatch(value)],
            has_files=any(file.filename for file in request.files.values()),
            action=local_path(),
        ),
        HTTPStatus.TOO_MANY_REQUESTS,
    )
    seconds = int((error.again_at - here().now).total_seconds())
    response.headers["Retry-After"] = str(max(1, seconds))
    return response
