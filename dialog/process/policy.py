"""Who: the permissions of process, one line each."""

from dialog.core.policy import anyone, logged_in, permissions

permissions(
    {
        "process.home": anyone,
        "process.index": anyone,
        "process.feed": anyone,
        "process.my_pages": logged_in,
    }
)
