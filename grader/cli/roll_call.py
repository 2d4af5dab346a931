"""Who is in the class of a batch: the roster and the times that were given, kept and read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from grader.intake.gathering import Gathered
from grader.runs.people.roll import Roll, call_roll, find_roster, gather_class
from grader.runs.people.times import (
    read_given_times,
    record_times,
    remember_attempt_times,
    submitted_work,
)

from .desk import Desk, login_name, now, tell_times

# Who is written beside what is kept where there is no login name.
COMMAND = "grade batch"


def call_roll_of(
    desk: Desk, submissions: Path, received: Path | None, roster_path: Path | None
) -> Roll:
    """Return who is in the class; the roster and times that were given are kept."""
    assignment, gradebook = desk.assignment, desk.gradebook
    roster = find_roster(roster_path, desk.course, gradebook)
    times = read_given_times(received)
    gathered = gather_class(
        submissions,
        desk.course,
        assignment,
        roster,
        gradebook=gradebook,
        times=gradebook.attempt_times(assignment.id) | times,
    )
    _record_times(desk, gathered, received, times)
    if roster is not None:
        gradebook.remember_roster(roster, recorded=now(), by=login_name() or COMMAND)
    return call_roll(gathered, roster, gradebook.latest_entries(assignment.id))


def _record_times(
    desk: Desk, gathered: Gathered, received: Path | None, times: Mapping[str, datetime]
) -> None:
    """Keep the times in a table: of attempts by their own names, of others by their work."""
    if received is None:
        return
    by, moment = login_name() or COMMAND, now()
    number = record_times(
        desk.gradebook,
        desk.assignment.id,
        received,
        submitted_work(gathered.submissions),
        by=by,
        now=moment,
        but=gathered.timed,
    )
    of_attempts = {name: time for name, time in times.items() if name in gathered.timed}
    number += remember_attempt_times(
        desk.gradebook, desk.assignment.id, of_attempts, by=by, now=moment
    )
    tell_times(received, number)
