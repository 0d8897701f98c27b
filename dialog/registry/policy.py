"""Who: the permissions of registry, one line each."""
