"""How much a part may hold: enough for every real consultation, little enough for every phone."""

MOST_QUESTIONS = 100
MOST_PAGES = 30
MOST_CHOICES = 50  # of a question; also categories and options
MOST_ROWS = 20  # of a matrix
FEWEST_STEPS, MOST_STEPS = 2, 10  # of a scale

MOST_TITLE = 200
MOST_LINE = 200  # one choice, category, row or option
MOST_HELP = 500
MOST_INTRO = 4000
MOST_BODY = 20_000
MOST_ADDRESS = 500
MOST_LABEL = 60  # ends of a scale
MOST_UNIT = 20

LEAST_NUMBER, MOST_NUMBER = -1_000_000_000, 1_000_000_000
MOST_POINTS = 1000
