"""The made-up remisser, played through the real actions by the people whose days they are."""
