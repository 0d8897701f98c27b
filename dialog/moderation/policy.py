"""Who: the permissions of moderation, one line each."""

from dialog.core.policy import Role, has_role, is_staff, permissions

permissions(
    {
        "moderation.desk": is_staff,
        "moderation.cases": has_role(Role.MODERATOR, Role.OFFICER, Role.REGISTRAR, Role.COUNCILLOR),
        "moderation.queue": has_role(Role.MODERATOR),
        "moderation.claim": has_role(Role.MODERATOR),
        "moderation.release": has_role(Role.MODERATOR),
    }
)
