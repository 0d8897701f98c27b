"""When: what goes first."""

from dialog.moderation.reasons import REASONS
from dialog.moderation.rules import is_urgent


def test_only_what_the_law_says_must_be_removed_is_urgent() -> None:
    assert {key for key in REASONS if is_urgent(key)} == {
        "bbs_threat",
        "bbs_privacy_breach",
        "bbs_incitement",
        "bbs_agitation",
        "bbs_child_abuse",
        "bbs_violence",
        "bbs_terrorism",
        "bbs_copyright",
    }
