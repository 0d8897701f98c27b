"""Who: the permissions of notification, one line each."""
