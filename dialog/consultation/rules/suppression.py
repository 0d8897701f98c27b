"""Small numbers are not shown, and cannot be computed from what is shown.

Whoever knows how few answered one thing may know who. So a number from 1 to 4 (FEWEST - 1) is
hidden:

- in public always; for staff where answers are shown by group. Staff see the whole count as it is,
  because they may read every answer anyway; by group they do not, because a step may have promised
  that answers are tied to nobody, and a group of two people in one area is somebody.
- When anything is hidden, so is every 0 beside it, and as many more numbers as it takes until no
  hidden one follows from the rest (complementary suppression). Hidden numbers look all the same.
- Groups are shown by one thing at a time (area or age or channel), never crossed: then whatever
  anybody can compute from all views together is what one table of choices by groups tells, and of
  such a table it is known exactly which numbers follow from the others (D. Gusfield, "A graph
  theoretic approach to data security", 1988): those that lie on no alternating cycle of hidden ones.
- A group too small to be shown is joined with another one to a rest that nobody sees, but that
  anybody can compute; the rest is protected like a group. So "all but those" is never too few.
- In public a question with a hidden number in the whole count is not shown by group at all: then
  the whole counts that stand beside the groups are all known, and no view helps with another.
- Means and medians are sums in disguise. They are shown only where nothing is hidden.
"""

from collections.abc import Mapping, Sequence

FEWEST = 5  # the smallest number that is shown

Cell = tuple[int, int]
Table = Sequence[Sequence[int]]
PAIR = 2


def is_small(number: int) -> bool:
    """Whether so few are too few to be shown."""
    return 0 < number < FEWEST


def alone(values: Sequence[int]) -> set[int]:
    """Which of some numbers to hide, when their sum is known: their places."""
    if not any(is_small(value) for value in values):
        return set()
    by_size = sorted(range(len(values)), key=lambda place: (values[place], place))
    hidden = {place for place in by_size if values[place] < FEWEST}
    for place in by_size:
        is_safe = len(hidden) >= PAIR and sum(values[each] for each in hidden) >= FEWEST
        if not is_safe:
            hidden.add(place)
    return hidden


def crossed(table: Table) -> set[Cell]:
    """Which cells of a table to hide, when the sums of all its rows and columns are known."""
    if not any(is_small(value) for row in table for value in row):
        return set()
    rows = [i for i, row in enumerate(table) if any(row)]
    columns = [j for j in range(len(table[0])) if any(row[j] for row in table)]
    if len(rows) < PAIR or len(columns) < PAIR:
        return set()  # the sums tell all there is
    lines = [[(i, j) for j in columns] for i in rows] + [[(i, j) for i in rows] for j in columns]
    hidden = {(i, j) for i in rows for j in columns if table[i][j] < FEWEST}
    while more := _thin(table, hidden, lines) or _exposed(table, hidden, rows, columns):
        hidden |= more
    return hidden


def _thin(table: Table, hidden: set[Cell], lines: list[list[Cell]]) -> set[Cell]:
    """One more cell of a line whose hidden cells together are too few."""
    for line in lines:
        inside = [cell for cell in line if cell in hidden]
        outside = [cell for cell in line if cell not in hidden]
        if inside and outside and sum(table[i][j] for i, j in inside) < FEWEST:
            return {min(outside, key=lambda cell: (table[cell[0]][cell[1]], cell))}
    return set()


def _exposed(table: Table, hidden: set[Cell], rows: list[int], columns: list[int]) -> set[Cell]:
    """More cells that protect one whose value follows from the others: the fewest people."""
    for cell in sorted(hidden):
        if not follows(table, hidden, cell):
            continue
        i, j = cell
        corners = [
            {(i, other), (each, j), (each, other)} - hidden
            for each in rows
            for other in columns
            if each != i and other != j
        ]
        corners.sort(key=lambda more: sum(table[a][b] for a, b in more))
        for more in corners:
            if not follows(table, hidden | more, cell):
                return more
        return {(i, j) for i in rows for j in columns} - hidden
    return set()


def follows(table: Table, hidden: set[Cell], cell: Cell) -> bool:
    """Whether the value of a hidden cell follows from what is shown, the sums, and that none is below 0.

    It does not when it could be one more, or one less, and hidden cells on a cycle make up for it.
    """
    row, column, others = ("row", cell[0]), ("column", cell[1]), hidden - {cell}
    ways: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for i, j in others:
        ways.setdefault(("row", i), []).append(("column", j))
        if table[i][j] > 0:
            ways.setdefault(("column", j), []).append(("row", i))
    could_be_more = _leads(ways, column, row)
    could_be_less = table[cell[0]][cell[1]] > 0 and _leads(ways, row, column)
    return not (could_be_more or could_be_less)


def _leads(
    ways: Mapping[tuple[str, int], list[tuple[str, int]]],
    start: tuple[str, int],
    end: tuple[str, int],
) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for place in ways.get(waiting.pop(), ()):
            if place == end:
                return True
            if place not in seen:
                seen.add(place)
                waiting.append(place)
    return False
