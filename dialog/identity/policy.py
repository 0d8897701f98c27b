"""Who: the permissions of identity, one line each."""
