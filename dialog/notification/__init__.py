"""Letters: who is to be told what, when it was sent and with what result."""
