"""Who: the permissions of identity, one line each."""

from dialog.core.policy import Role, anyone, either, has_role, permissions, system_only

admin_or_operator = either(has_role(Role.ADMIN), system_only)  # the operator uses the command line

permissions(
    {
        "identity.log_in": anyone,
        "identity.log_out": anyone,  # one's own session only
        "identity.cancelled": anyone,
        "identity.suspected": anyone,
        "identity.other_person": anyone,
        "identity.refused": anyone,
        "identity.metadata": anyone,
        "identity.acs": anyone,  # who it is, is what the message itself must prove
        "identity.people": has_role(Role.ADMIN),
        "identity.grant": admin_or_operator,
        "identity.set_roles": admin_or_operator,
        "identity.population": has_role(Role.ADMIN),
        "identity.import_population": admin_or_operator,
    }
)
