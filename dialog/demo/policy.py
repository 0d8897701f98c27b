"""Who: the permissions of demo, one line each."""

from dialog.core.policy import anyone, permissions

permissions({"demo.mailbox": anyone, "demo.letter": anyone, "demo.style": anyone})
