"""Who: the permissions of tenancy, one line each."""

from dialog.core.policy import Role, anyone, either, has_role, permissions, system_only

is_admin = has_role(Role.ADMIN)
admin_or_operator = either(is_admin, system_only)  # the operator uses the command line

permissions(
    {
        "tenancy.about": anyone,
        "tenancy.page": anyone,
        "tenancy.theme": anyone,
        "tenancy.logo": anyone,
        "tenancy.bounds": anyone,
        "tenancy.language": anyone,
        "tenancy.alive": anyone,
        "tenancy.ready": anyone,
        "tenancy.rules": is_admin,
        "tenancy.set_rule": admin_or_operator,
        "tenancy.go_live": is_admin,
        "tenancy.departments": is_admin,
        "tenancy.add_department": admin_or_operator,
        "tenancy.close_department": is_admin,
        "tenancy.looks": is_admin,
        "tenancy.set_looks": admin_or_operator,
        "tenancy.base_map": is_admin,
        "tenancy.set_base_map": admin_or_operator,
        "tenancy.pages": is_admin,
        "tenancy.write_page": is_admin,
    }
)
