"""Who: the permissions of moderation, one line each."""

from dialog.core.policy import Role, anyone, has_role, is_staff, permissions

permissions(
    {
        "moderation.claim": has_role(Role.MODERATOR),
        "moderation.desk": is_staff,
        "moderation.queue": has_role(Role.MODERATOR),
        "moderation.rules": anyone,
    }
)
