"""Who: the permissions of registry, one line each."""

from dialog.core.policy import Role, anyone, has_role, permissions

permissions(
    {
        "registry.receipt": anyone,  # the number is the key, and the receipt names nobody
        "registry.receipt_pdf": anyone,
        "registry.entries": has_role(Role.REGISTRAR, Role.OFFICER),
        "registry.export": has_role(Role.REGISTRAR, Role.OFFICER),
    }
)
