"""What every way of taking part shares: the process, its texts, its steps, its timeline and the search."""
