"""A browser in which nobody has logged in: known within one process by a cookie of that process alone."""

import secrets

from flask import Response, after_this_request, current_app, render_template, request, url_for

from dialog.process.models import Process
from dialog.process.rules import BROWSER_KNOWN_FOR
from dialog.web.request import here

TOKEN_BYTES = 32


def cookie_name(process: Process) -> str:
    """One cookie for each process, so that nobody is followed from one to another."""
    return f"deltar_{process.id}"


def is_known(process: Process) -> bool:
    """Whether anybody has sent something here, by login or in this browser."""
    return here().actor.id is not None or cookie_name(process) in request.cookies


def token_of(process: Process) -> str:
    """What this browser is known by. One without a token gets it when it sends something."""
    token = request.cookies.get(cookie_name(process), "")
    if not token:
        token = new_token()
        if request.method == "POST":
            give_token(process, token)
    return token


def my_token(process: Process, *, also_logged_in: bool = False) -> str:
    """What this browser is known by here when nobody has logged in; "" before it has sent anything.

    `also_logged_in`: what it was known by before.
    """
    if here().actor.id is not None and not also_logged_in:
        return ""
    return request.cookies.get(cookie_name(process), "")


def new_token() -> str:
    """What a browser is known by. The database holds its hash."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def give_token(process: Process, token: str) -> None:
    """Let this browser keep the token. It is sent back only to this process's own pages."""
    path = url_for(f"{process.kind}.show", id=process.id)

    @after_this_request
    def give(response: Response) -> Response:
        response.set_cookie(
            cookie_name(process),
            token,
            max_age=BROWSER_KNOWN_FOR,
            path=path,
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )
        return response


def robot_page(process: Process) -> Response:
    """What whoever fell into the trap gets: it looks like success, and nothing has been stored."""
    back = url_for(f"{process.kind}.show", id=process.id)
    return Response(render_template("process/robot.html", process=process, back=back))
