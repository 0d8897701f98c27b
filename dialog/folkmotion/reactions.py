"""What happens afterwards: later, at least once, each in its own transaction."""
