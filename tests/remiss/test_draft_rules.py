"""Drafts that several write: nobody overwrites what they have not seen, and approval is of exact words."""

import pytest

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.remiss.queries.document import shown_version
from dialog.remiss.queries.drafts import Begun, find_draft, forget_draft, keep_draft, open_draft
from dialog.remiss.rules.drafting import (
    LOCK_LASTS,
    NotApproved,
    Owner,
    Stale,
    content_hash,
    ensure_approved,
    is_locked_for,
    of_organisation,
)
from dialog.remiss.rules.response import Opinion, View
from tests.remiss import rows


def test_what_was_begun_is_found_again_and_sealed(resident: Context, keys: Keyring) -> None:
    remiss = rows.remiss(resident.session, keys)
    version = shown_version(resident, remiss)
    assert version is not None
    opinion = Opinion({"s2": View("opposes", "Bygg fler.", answers={"q1": "Ja"})})
    draft = keep_draft(resident, remiss, Owner("me"), Begun(version, opinion, 0))
    assert b"Bygg" not in draft.sealed
    assert open_draft(resident, draft) == opinion
    assert draft.revision == 1
    forget_draft(resident, remiss, "me")
    assert find_draft(resident, remiss, "me") is None


def test_whoever_has_not_seen_the_newest_words_does_not_overwrite_them(
    resident: Context, keys: Keyring
) -> None:
    remiss = rows.remiss(resident.session, keys)
    version = shown_version(resident, remiss)
    assert version is not None
    club = rows.add_addressee(resident.session, remiss, "Cykelklubben")
    first, second = of_organisation(club.id, 1), of_organisation(club.id, 2)
    theirs, mine = Opinion({"": View(words="Vi gillar det.")}), Opinion({"": View(words="Nja.")})
    draft = keep_draft(resident, remiss, first, Begun(version, theirs, 0))
    with pytest.raises(Stale) as stale:
        keep_draft(resident, remiss, second, Begun(version, mine, 0))
    assert (stale.value.theirs, stale.value.revision) == (theirs, 1)
    assert open_draft(resident, draft) == theirs
    keep_draft(resident, remiss, second, Begun(version, theirs, 0))  # the same words: no harm
    with pytest.raises(Stale):  # the first one is writing now
        keep_draft(resident, remiss, second, Begun(version, mine, 1))
    keep_draft(resident, remiss, second, Begun(version, mine, 1, has_compared=True))
    assert open_draft(resident, draft) == mine


def test_an_approval_is_of_exactly_these_words() -> None:
    opinion = Opinion({"": View("supports", "Bra.")})
    approved = content_hash(opinion, (3,))
    ensure_approved(approved, content_hash(opinion, (3,)))
    for other in (
        content_hash(opinion),
        content_hash(Opinion({"": View("supports", "Bra")}), (3,)),
    ):
        with pytest.raises(NotApproved):
            ensure_approved(approved, other)
    with pytest.raises(NotApproved):
        ensure_approved("", approved)


def test_a_lock_holds_for_others_and_for_a_while() -> None:
    assert is_locked_for(1, rows.NOW, 2, rows.NOW)
    assert not is_locked_for(1, rows.NOW, 1, rows.NOW)
    assert not is_locked_for(1, rows.NOW, 2, rows.NOW + LOCK_LASTS)
    assert not is_locked_for(None, None, 2, rows.NOW)
