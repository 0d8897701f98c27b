"""Who: the permissions of moderation, one line each."""

from dialog.core.policy import Role, anyone, has_role, is_staff, permissions
from dialog.process.policy import not_own

may_answer = not_own(has_role(Role.MODERATOR))

permissions(
    {
        "moderation.desk": is_staff,
        "moderation.cases": has_role(Role.MODERATOR, Role.OFFICER, Role.REGISTRAR, Role.COUNCILLOR),
        "moderation.queue": has_role(Role.MODERATOR),
        "moderation.claim": has_role(Role.MODERATOR),
        "moderation.release": has_role(Role.MODERATOR),
        # reports; the subject is what was reported
        "moderation.report": anyone,  # no login is needed to tell of a crime
        "moderation.follow_report": anyone,  # who has the private link
        "moderation.reports": has_role(Role.MODERATOR),
        "moderation.reported": may_answer,
        "moderation.claim_reports": may_answer,
        "moderation.release_reports": may_answer,
        "moderation.dismiss_reports": may_answer,
        "moderation.settle_reports": may_answer,
    }
)
