"""The workspace: what waits for me, the review queue, and every case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template, request, url_for

from dialog.core import policy
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import Role
from dialog.identity.queries import current_extract
from dialog.moderation.queries import contributions, reports
from dialog.moderation.queries import piles as queries
from dialog.moderation.queries.watch import unseen
from dialog.moderation.views import bp, rows
from dialog.moderation.views.judging import waiting_rows
from dialog.process.queries.paging import Page, read_cursor
from dialog.web.request import allow, here

LONGEST_SEARCH = 100
PILES = [
    ("svar", _l("Väntar på svar")),
    ("utan-nummer", _l("Utan diarienummer")),
    ("uppfoljning", _l("Beslutade, ska följas upp")),
    ("okontrollerade", _l("Med okontrollerade namn")),
]
# Pages that other features have for staff: endpoint, name, what one does there.
TOOLS = [
    ("moderation.cases", _l("Alla ärenden"), _l("Allt som har skickats in.")),
    (
        "moderation.watch",
        _l("Uppsikt"),
        _l("Vad som är nytt i det som är öppet, och när någon senast tittade."),
    ),
    ("moderation.reports", _l("Anmälningar"), _l("Texter som läsare har anmält.")),
    (
        "moderation.contributions",
        _l("Inlägg att granska"),
        _l("Idéer och kommentarer som ska läsas först."),
    ),
    (
        "moderation.appeals",
        _l("Omprövningar"),
        _l("Beslut som någon vill att kommunen prövar igen."),
    ),
    (
        "moderation.word_lists",
        _l("Ordlistor"),
        _l("Ord som gör att en moderator får titta på en text."),
    ),
    (
        "moderation.blocks",
        _l("Spärrar"),
        _l("Personer som ett tag inte får skriva något som andra ser."),
    ),
    (
        "moderation.writing",
        _l("Stoppa allt skrivande"),
        _l("Om något går riktigt fel: stoppa det som invånarna skriver, i hela kommunen."),
    ),
    ("registry.entries", _l("Diarielista"), _l("Handlingar som ska registreras.")),
    (
        "tenancy.go_live",
        _l("Redo att öppna"),
        _l("Det som måste vara klart innan tjänsten öppnar."),
    ),
    ("tenancy.rules", _l("Lokala regler"), _l("Gränser, tider och vem som får vara med.")),
    ("identity.people", _l("Personer och roller"), _l("Vem som får göra vad.")),
    ("tenancy.departments", _l("Förvaltningar"), _l("Förvaltningar och nämnder.")),
    ("identity.population", _l("Folkbokföring"), _l("Läs in ett utdrag ur registret.")),
    ("tenancy.pages", _l("Sidor"), _l("Texterna om tjänsten.")),
    ("tenancy.looks", _l("Utseende"), _l("Färg och logotyp.")),
    ("tenancy.base_map", _l("Karta"), _l("Bakgrundskarta och kommunens gräns.")),
]


@dataclass(frozen=True)
class Heap:
    """What another feature wants done."""

    title: str
    rows: list[rows.Row]


# By permission: whoever holds it sees the heap that the function builds; None where there is nothing.
HEAPS: dict[str, Callable[[], Heap | None]] = {}


@bp.get("/arbetsyta")
def desk() -> str:
    """What waits for the actor, by role."""
    allow()
    answers = _is(Role.MODERATOR)
    return render_template(
        "moderation/desk.html",
        numbers=queries.numbers(here()),
        review=_review_rows(),
        reported=report_rows(reports.first(here(), queries.ON_THE_DESK) if answers else ())[0],
        totals=reports.totals(here()) if answers else None,
        written=contributions.waiting(here()) if answers else None,
        unseen=unseen(here()) if answers else 0,
        piles=_pile_rows(),
        heaps=_heaps(),
        tools=[tool for tool in TOOLS if _may_open(tool[0])],
    )


@bp.get("/arbetsyta/granskning")
def queue() -> str:
    """Everything that waits for a moderator, the most overdue first."""
    allow()
    ctx = here()
    page = queries.queue(ctx, where())
    holders = queries.lock_holders(ctx, page.rows)
    return render_template(
        "moderation/queue.html",
        rows=[rows.waiting(process, ctx.now, holders) for process in page.rows],
        numbers=queries.numbers(ctx),
        **ways(page),
    )


@bp.get("/arbetsyta/arenden")
def cases() -> str:
    """Everything that has been sent in, to find a case in."""
    allow()
    ctx = here()
    pile = request.args.get("urval", "")
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    page = queries.cases(ctx, pile, words, where())
    return render_template(
        "moderation/cases.html",
        rows=[rows.case(process, ctx.now) for process in page.rows],
        piles=PILES,
        pile=pile,
        words=words,
        **ways(page, urval=pile, q=words),
    )


def _review_rows() -> list[rows.Row]:
    if not _is(Role.MODERATOR):
        return []
    ctx = here()
    found = queries.queue(ctx, size=queries.ON_THE_DESK).rows
    holders = queries.lock_holders(ctx, found)
    return [rows.waiting(process, ctx.now, holders) for process in found]


def _pile_rows() -> dict[str, list[rows.Row]]:
    """The rows of each pile that the actor's roles have to do with."""
    ctx, piles = here(), {}
    if _is(Role.MODERATOR) and (appeals := waiting_rows(queries.ON_THE_DESK)[0]):
        piles["appeals"] = appeals
    if _is(Role.OFFICER, Role.REGISTRAR, Role.COUNCILLOR, Role.MODERATOR):
        piles["answers"] = [rows.owed(each, ctx.now) for each in queries.to_answer(ctx)]
    if _is(Role.REGISTRAR):
        piles["numbers"] = [rows.handed_over(each) for each in queries.without_number(ctx)]
    if _is(Role.OFFICER, Role.REGISTRAR):
        piles["steps"] = [
            rows.passed(step, each, ctx.now) for step, each in queries.passed_steps(ctx)
        ]
        if current_extract(ctx) is not None:
            piles["names"] = [rows.unchecked(each) for each in queries.unverified(ctx)]
    return piles


def _heaps() -> list[Heap]:
    actor = here().actor
    found = [build() for permission, build in HEAPS.items() if policy.can(actor, permission)]
    return [heap for heap in found if heap is not None]


def _is(*roles: Role) -> frozenset[Role]:
    return here().actor.roles.intersection(roles)


def _may_open(endpoint: str) -> bool:
    """Whether there is such a page, and the actor may see it."""
    if endpoint not in current_app.view_functions:
        return False
    return policy.can(here().actor, endpoint)


def report_rows(*piles: Sequence[Any]) -> list[list[rows.Row]]:
    """Things with open reports as rows, pile by pile; equal texts in one row. Few statements."""
    ctx = here()
    cases = [each for pile in piles for each in pile]
    holders = queries.lock_holders(ctx, cases)
    about = {each.case.id: each for each in reports.with_things(ctx, cases)}
    return [
        [
            rows.reported(heap[0], ctx.now, holders, len(heap))
            for heap in _heaps_of_alike([about[case.id] for case in pile])
        ]
        for pile in piles
    ]


def _heaps_of_alike(found: Sequence[reports.Reported]) -> list[list[reports.Reported]]:
    heaps: dict[Any, list[reports.Reported]] = {}
    for each in found:
        same = getattr(each.thing, "likeness", "") or ("case", each.case.id)
        heaps.setdefault(same, []).append(each)
    return list(heaps.values())


def where() -> queries.Where:
    """Where the page that is asked for begins."""
    after, before = request.args.get("efter", ""), request.args.get("fore", "")
    return read_cursor(after), read_cursor(before)


def ways(page: Page, **given: Any) -> dict[str, str | None]:
    """Addresses of the pages before and after."""
    kept = {name: value for name, value in given.items() if value}
    endpoint = request.endpoint or ""
    return {
        "previous": url_for(endpoint, **kept, fore=str(page.previous)) if page.previous else None,
        "next": url_for(endpoint, **kept, efter=str(page.next)) if page.next else None,
    }
