"""Who: the permissions of identity, one line each."""

from dialog.core.policy import Role, either, has_role, permissions, system_only

admin_or_operator = either(has_role(Role.ADMIN), system_only)  # the operator uses the command line

permissions(
    {
        "identity.people": has_role(Role.ADMIN),
        "identity.grant": admin_or_operator,
        "identity.set_roles": admin_or_operator,
        "identity.population": has_role(Role.ADMIN),
        "identity.import_population": admin_or_operator,
    }
)
