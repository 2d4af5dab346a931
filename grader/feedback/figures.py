"""What a check compared as figures: drawings, a caption, and the numbers as a table."""

from collections.abc import Iterator

from grader.language import join_items, tr
from grader.model import Axis, CheckResult, Picture
from grader.nouns import noun, replace
from grader.plots import heat, lines
from grader.plots.svg import Alternative

MOST_PANELS = 4  # columns of a table that are drawn as lines over its steps


@noun
class Figure:
    """Drawings of one answer as SVG, the caption, and the same numbers as a table."""

    drawings: tuple[str, ...]
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def figures(check: CheckResult) -> tuple[Figure, ...]:
    """Return a check's figures; none where it compared no numbers that can be drawn."""
    return tuple(
        _figure(picture, f"{check.id.replace('::', '-')}-{at}")
        for at, picture in enumerate(check.pictures)
        if picture.got and all(axis.places for axis in picture.axes)
    )


def _figure(picture: Picture, key: str) -> Figure:
    first, last = picture.axes[0], picture.axes[-1]
    if last.in_steps and not first.in_steps:
        picture = _turn(picture)
    head, rows = _table(picture)
    return Figure(
        drawings=tuple(_drawings(picture, key)), caption=_caption(picture), head=head, rows=rows
    )


def _drawings(picture: Picture, key: str) -> Iterator[str]:
    yield from _lines(picture, f"{key}-lines")
    if len(picture.axes) > 1:
        yield _heat(picture, f"{key}-heat")


def _turn(picture: Picture) -> Picture:
    """Return a picture of two axes with the second in front."""
    first, second = picture.axes
    wide, high = len(second.places), len(first.places)
    order = [row * wide + column for column in range(wide) for row in range(high)]
    places = {place: at for at, place in enumerate(order)}
    wrong = sorted((places[place], error) for place, error in _errors(picture).items())
    return replace(
        picture,
        axes=(second, first),
        got=tuple(picture.got[place] for place in order),
        want=tuple(picture.want[place] for place in order[: len(picture.want)]),
        wrong=tuple(place for place, _ in wrong),
        errors=tuple(error for _, error in wrong[: len(picture.errors)]),
    )


def _errors(picture: Picture) -> dict[int, float | None]:
    """Return how far off each wrong number is, by its place; None where that is not told."""
    errors = picture.errors or (None,) * len(picture.wrong)
    return dict(zip(picture.wrong, errors, strict=True))


def _lines(picture: Picture, key: str) -> Iterator[str]:
    """Yield the numbers over their axis; of two axes the columns that are most wrong, over steps.

    Nothing of two axes without steps.
    """
    steps, *others = picture.axes
    if others and (not steps.in_steps or len(steps.places) < 2):
        return
    names = [f"{_axis_name(each)} {place}" for each in others for place in each.places]
    names = names or [picture.name]
    wide = len(names)
    panels = [
        lines.Panel(
            name=names[column],
            got=picture.got[column::wide],
            want=picture.want[column::wide],
            wrong=frozenset(each // wide for each in picture.wrong if each % wide == column),
        )
        for column in _most_wrong(picture, wide)
    ]
    words = lines.LineWords(
        mine=tr("yours"),
        theirs=tr("expected"),
        axis=_axis_name(steps),
        not_finite=tr("not finite"),
        beyond=tr("beyond the scale"),
    )
    title = tr("{name} over each {axis}", name=picture.name, axis=words.axis)
    yield lines.lines_svg(panels, steps.places, words, _alternative(picture, key, title))


def _most_wrong(picture: Picture, wide: int) -> list[int]:
    """Return the columns with the largest errors, in their order."""
    worst = [0.0] * wide
    for place, error in _errors(picture).items():
        worst[place % wide] = max(worst[place % wide], float("inf") if error is None else error)
    ranked = sorted(range(wide), key=lambda column: -worst[column])
    return sorted(ranked[:MOST_PANELS])


def _heat(picture: Picture, key: str) -> str:
    """Return how far off each number is, with steps from left to right."""
    rows, columns = picture.axes
    errors = _errors(picture)
    wide = len(columns.places)
    cells = [
        [_cell(picture, row * wide + column, errors) for column in range(wide)]
        for row in range(len(rows.places))
    ]
    if rows.in_steps:
        cells = [list(each) for each in zip(*cells, strict=True)]
        rows, columns = columns, rows
    table = heat.Grid(
        cells=cells,
        rows=rows.places,
        columns=columns.places,
        row_name=_axis_name(rows),
        column_name=_axis_name(columns),
        sized=bool(picture.errors),
    )
    title = tr(
        "{name}: the error by {one} and {other}",
        name=picture.name,
        one=_axis_name(columns),
        other=_axis_name(rows),
    )
    words = heat.HeatWords(
        right=tr("right"),
        error=tr("error") if picture.errors else tr("wrong"),
        not_finite=tr("not a finite number"),
    )
    return heat.heat_svg(table, words, _alternative(picture, key, title))


def _cell(picture: Picture, place: int, errors: dict[int, float | None]) -> heat.Square:
    where = _place_words(picture, place)
    text = f"{where}: {_describe_number(picture, place)}"
    size = errors.get(place) if picture.errors else 1.0
    error = size if picture.got[place] is not None else None
    return heat.Square(wrong=place in errors, error=error, told=text)


def _describe_number(picture: Picture, place: int) -> str:
    """Return one number in words: what came, and what was expected where that is told."""
    got = _number_words(picture.got[place])
    if not picture.want:
        return tr("yours {got}", got=got)
    return tr("yours {got}, expected {want}", got=got, want=_number_words(picture.want[place]))


def _number_words(number: float | None) -> str:
    return tr("not finite") if number is None else f"{number:.4g}"


def _place_words(picture: Picture, place: int) -> str:
    """Return a place in the answer: `time step 3, unit 1`."""
    wide = len(picture.axes[-1].places)
    positions = (place,) if len(picture.axes) == 1 else divmod(place, wide)
    return join_items(
        f"{_axis_name(axis)} {axis.places[position]}"
        for axis, position in zip(picture.axes, positions, strict=True)
    )


def _axis_name(axis: Axis) -> str:
    return axis.said or axis.name or tr("place")


def _alternative(picture: Picture, key: str, title: str) -> Alternative:
    return Alternative(key=key, title=title, description=_description(picture))


def _description(picture: Picture) -> str:
    """Return what a drawing shows, in one sentence."""
    wrong = len(picture.wrong)
    if not wrong:
        return tr("All {size} numbers drawn are right.", size=picture.size)
    sentence = tr(
        "{wrong} of {size} numbers drawn are wrong, the first at {where}.",
        wrong=wrong,
        size=picture.size,
        where=_place_words(picture, picture.wrong[0]),
    )
    return f"{sentence} {_largest_error(picture)}".rstrip()


def _largest_error(picture: Picture) -> str:
    """Return a sentence on the largest error; "" where it is not told how far off numbers are."""
    errors = {place: error for place, error in _errors(picture).items() if error is not None}
    if not errors:
        return ""
    place, error = max(errors.items(), key=lambda pair: pair[1])
    return tr(
        "The largest error is {error}, at {where}.",
        error=_number_words(error),
        where=_place_words(picture, place),
    )


def _caption(picture: Picture) -> str:
    """Return the caption: what is drawn, which part of it, and what it shows."""
    at = join_items(f"{name} {place}" for name, place in picture.at)
    heading = tr("{name} at {at}", name=picture.name, at=at) if at else picture.name
    parts = [
        tr(
            "{kept} of {all} places of {axis} are drawn",
            kept=len(axis.places),
            all=axis.length,
            axis=_axis_name(axis),
        )
        for axis in picture.axes
        if len(axis.places) < axis.length
    ]
    if not picture.want:
        parts.append(
            tr("the expected numbers stay with the course, which grades with these inputs again")
        )
    first = tr("; ").join([heading, *parts])
    return tr("{first}. {then}", first=first, then=_description(picture))


def _table(picture: Picture) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the head and the rows of a table of all numbers that are drawn."""
    if len(picture.axes) == 2:
        return _wide_table(picture)
    axis = picture.axes[0]
    wrong = frozenset(picture.wrong)
    expected = (tr("expected"),) if picture.want else ()
    rows = tuple(
        (
            str(place),
            _number_words(picture.got[at]),
            *((_number_words(picture.want[at]),) if picture.want else ()),
            tr("wrong") if at in wrong else tr("right"),
        )
        for at, place in enumerate(axis.places)
    )
    return (_axis_name(axis), tr("yours"), *expected, ""), rows


def _wide_table(picture: Picture) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return a table of two axes; a wrong number has the expected one beside it."""
    first, second = picture.axes
    wrong, wide = frozenset(picture.wrong), len(second.places)
    rows = tuple(
        (
            str(place),
            *(_entry(picture, row * wide + column, wrong) for column in range(wide)),
        )
        for row, place in enumerate(first.places)
    )
    head = (_axis_name(first), *(f"{_axis_name(second)} {place}" for place in second.places))
    return head, rows


def _entry(picture: Picture, place: int, wrong: frozenset[int]) -> str:
    if place not in wrong:
        return _number_words(picture.got[place])
    if not picture.want:
        return tr("{got}, wrong", got=_number_words(picture.got[place]))
    got, want = _number_words(picture.got[place]), _number_words(picture.want[place])
    return tr("{got}, not {want}", got=got, want=want)
