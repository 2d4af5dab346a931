"""Lateness of work, and what it takes off."""

from datetime import UTC, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from grader.language import tr, tr_n, translatable
from grader.model import Extension, Policy
from grader.nouns import noun, replace
from grader.points import ZERO, points_text

DAY = timedelta(days=1)
CENT = Decimal("0.01")
UNKNOWN = translatable("it is not known when this was received; counted as on time")


@noun
class Lateness:
    """Lateness of a submission.

    `days` are those begun after `due` and the grace, `charged` those that cost.
    """

    due: datetime | None
    received: datetime | None
    days: int | None = None
    charged: int = 0
    cut_off: bool = False
    why: tuple[str, ...] = ()


def deadline_with_grace(policy: Policy, extension: Extension | None) -> datetime | None:
    """Return the last moment that costs a student nothing, with grace and the student's extension.

    None without a deadline.
    """
    if policy.due is None:
        return None
    return _add_span(
        _with_extension(policy.due, extension), timedelta(minutes=policy.grace_minutes)
    )


def lateness(
    policy: Policy, received: datetime | None, extension: Extension | None = None
) -> Lateness:
    """Return how late work is that was received then.

    What has no known time of receipt counts as on time, and says so.

    An extension never shortens: the student's deadline is the later of the two.
    """
    if policy.due is None:
        return Lateness(due=None, received=received)
    due = _with_extension(policy.due, extension)
    sentences = _extension_words(policy.due, due, extension)
    if received is None:
        return Lateness(due=due, received=None, why=(*sentences, tr(UNKNOWN)))
    return _measure_lateness(policy, received, due, sentences)


def _measure_lateness(
    policy: Policy, received: datetime, due: datetime, sentences: tuple[str, ...]
) -> Lateness:
    over = _to_zone(received, UTC) - _to_zone(due, UTC)
    over -= timedelta(minutes=policy.grace_minutes)
    days = max(0, -(-over // DAY))  # rounded up, in whole numbers
    late = Lateness(
        due=due,
        received=received,
        days=days,
        charged=max(0, days - policy.late_days),
        cut_off=policy.cutoff_days is not None and days > policy.cutoff_days,
        why=sentences,
    )
    return (
        replace(late, why=(*sentences, _lateness_words(policy, late, received, due)))
        if days
        else late
    )


def deduct_lateness(policy: Policy, late: Lateness, raw: Decimal, possible: Decimal) -> Decimal:
    """Return what lateness leaves of `raw` points: never below zero, two decimals, half up."""
    if late.cut_off:
        return ZERO
    base = possible if policy.penalty_of == "possible" else raw
    off = base * policy.penalty_percent_a_day * late.charged / 100
    return max(ZERO, raw - off).quantize(CENT, ROUND_HALF_UP)


def moment_words(moment: datetime) -> str:
    """Return a moment with its zone; seconds only where there are some."""
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")


def _with_extension(due: datetime, extension: Extension | None) -> datetime:
    """Return the deadline with a student's extension, which never shortens."""
    if extension is None:
        return due
    return max(due, extension.until or _add_span(due, DAY * (extension.days or 0)))


def _add_span(moment: datetime, span: timedelta) -> datetime:
    """Return the moment after a span; the last one of the calendar where it ends before."""
    last = datetime.max.replace(tzinfo=moment.tzinfo)
    return last if last - moment < span else moment + span


def _extension_words(
    due: datetime, own_due: datetime, extension: Extension | None
) -> tuple[str, ...]:
    """Return that an extension moves the deadline to a student's own; nothing where none does."""
    if extension is None or own_due <= due:
        return ()
    extended = tr("due {moment} by an extension", moment=_words_in_zone(own_due, due))
    return (": ".join(filter(None, (extended, extension.reason))),)


def _lateness_words(policy: Policy, late: Lateness, received: datetime, due: datetime) -> str:
    days = late.days or 0
    late_by = tr(
        "received {moment}, {days} late",
        moment=_words_in_zone(received, due),
        days=_day_words(days),
    )
    if late.cut_off:
        cutoff = _day_words(policy.cutoff_days or 0)
        return tr(
            "{late}: after the cut-off of {days}, so it counts as 0", late=late_by, days=cutoff
        )
    if policy.late_days:
        late_by = tr("{late}, {number} of them free", late=late_by, number=days - late.charged)
    percent = min(Decimal(100), policy.penalty_percent_a_day * late.charged)
    if not percent:
        return tr("{late}: nothing off", late=late_by)
    if policy.penalty_of == "possible":
        return tr(
            "{late}: {percent} % off what was possible", late=late_by, percent=points_text(percent)
        )
    return tr("{late}: {percent} % off what was earned", late=late_by, percent=points_text(percent))


def _words_in_zone(moment: datetime, like: datetime) -> str:
    """Return a moment in the zone of the deadline."""
    return moment_words(_to_zone(moment, like.tzinfo))


def _to_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return a moment in a zone; at the ends of the calendar, where it is none there, as near."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment.replace(tzinfo=zone)


def _day_words(number: int) -> str:
    return tr_n("{number} day", "{number} days", number)
