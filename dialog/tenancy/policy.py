"""Who: the permissions of tenancy, one line each."""
