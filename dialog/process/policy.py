"""Who: the permissions of process, one line each."""
