"""Who: the permissions of notification, one line each."""

from dialog.core.policy import Actor, anyone, logged_in, permissions, system_only
from dialog.process.models import Process


def may_be_followed(actor: Actor, process: Process) -> bool:
    """Anyone may follow what is public and has not been closed for good."""
    return process.is_public() and process.wrapped_key is not None


permissions(
    {
        "notification.start_mailing": system_only,
        "notification.unsubscribe": anyone,  # whoever holds the token from the letter
        "notification.follow": may_be_followed,
        "notification.ask_to_follow": may_be_followed,
        "notification.confirm_follow": may_be_followed,  # whoever holds the token from the letter
        "notification.unfollow": logged_in,
    }
)
