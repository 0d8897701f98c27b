"""What I follow, on "My pages"."""

from flask import url_for

from dialog.core.context import Context
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.notification.queries.followers import followed_by_me
from dialog.process.models import Process
from dialog.process.views.cards import card
from dialog.process.views.panels import Panel, Row, panel


@panel
def followed(ctx: Context) -> Panel:
    """Every process that I get news about."""
    return Panel(
        _("Det här följer jag"),
        [_row(ctx, process) for process in followed_by_me(ctx)],
        _("Du följer inget. Välj ”Följ” på en sida så får du brev när det händer något."),
        [(_("Se allt som pågår"), url_for("process.index"))],
    )


def _row(ctx: Context, process: Process) -> Row:
    is_public = process.is_public()
    stop = (_("Sluta följa"), url_for("notification.unfollow", process=process.id))
    return Row(
        title=plain(process.title) if is_public else _("Något som inte visas längre"),
        href=url_for(f"{process.kind}.show", id=process.id),
        language=process.language,
        tags=card(process, ctx.now).tags,
        facts=[str(process.kind_name)],
        links=[stop] if is_public else [],
    )
