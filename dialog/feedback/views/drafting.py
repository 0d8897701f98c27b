"""The pages of a draft that lead away from it, the same for every type: a planned publication, the bin."""

from collections.abc import Callable
from typing import Any

from dialog.core.i18n import ZONE
from dialog.core.i18n import gettext as _
from dialog.process.forms.setup import ConfirmForm, ScheduleForm
from dialog.process.rules.moments import opening
from dialog.web.request import here

Page = Callable[..., Any]  # views.staff.do of a type


def schedule(page: Page, process: Any, act: Callable[..., object]) -> Any:
    """Choose when the worker publishes. `act(ctx, process, at)` plans it."""
    at = process.publish_at.astimezone(ZONE) if process.publish_at else None
    form = ScheduleForm(data={"on": at and at.date(), "at": at and at.time()})
    return page(
        process,
        form,
        lambda: act(here(), process, opening(form.on.data, form.at.data) or here().now),
        heading=_("Planera publicering"),
        lead=_(
            "Den publiceras av sig själv, svensk tid, om inget saknas då. "
            "Annars förblir den ett utkast, och det syns på arbetsytan."
        ),
        button=_("Planera"),
        saved=_("Publiceringen är planerad."),
    )


def withdraw(
    page: Page, process: Any, act: Callable[..., object], onward: Callable[[], object]
) -> Any:
    """Throw a draft away with `act(ctx, process)`, and go `onward`."""
    return page(
        process,
        ConfirmForm(),
        lambda: act(here(), process),
        heading=_("Ta bort utkastet"),
        lead=_("Utkastet försvinner ur listan. Det går inte att ångra."),
        button=_("Ta bort utkastet"),
        color="danger",
        saved=_("Utkastet är borttaget."),
        onward=onward,
    )
