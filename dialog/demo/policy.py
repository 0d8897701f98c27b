"""Who: the permissions of demo, one line each."""
