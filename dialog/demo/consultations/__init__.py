"""The made-up consultations, played through the real actions by the people whose days they are."""
