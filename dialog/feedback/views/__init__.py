"""What pages of every type share about the way to a decision and what came of it."""
