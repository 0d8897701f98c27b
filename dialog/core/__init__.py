"""The small ideas that everything rests on. No Flask in here."""
