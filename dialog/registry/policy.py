"""Who: the permissions of registry, one line each."""

from dialog.core.policy import anyone, permissions

permissions(
    {
        "registry.receipt": anyone,  # the number is the key, and the receipt names nobody
    }
)
