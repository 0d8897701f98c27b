"""Who: the permissions of notification, one line each."""

from dialog.core.policy import anyone, permissions, system_only

permissions(
    {
        "notification.start_mailing": system_only,
        "notification.unsubscribe": anyone,  # whoever holds the token from the letter
    }
)
