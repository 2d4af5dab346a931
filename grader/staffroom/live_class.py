"""The class as it is now: what somebody wrote into the gradebook is read, and nothing twice."""

import hashlib
import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from grader.evidence.evidence_folder import EvidenceFolder
from grader.gradebook import Gradebook
from grader.gradebook.contract import Reach
from grader.gradebook.grades import kept_decisions_on, last_number, student_names
from grader.marking.anonymous import anonymous_id
from grader.marking.answer import Known
from grader.model import Assignment, Course, Entry, Kept, Roster
from grader.nouns import noun
from grader.reporting.class_report import Cluster
from grader.runs.batches.judging_anew import JudgingAnew
from grader.runs.people.class_work import class_clusters
from grader.runs.people.records import ClassReader, KeptClass, KeptRecord, build_class_reader

NOTHING = Reach(results=0, decisions=0)


@noun
class StaffRoom:
    """What the staff's pages are about: an assignment of a course, and its open gradebook."""

    course: Course
    assignment: Assignment
    gradebook: Gradebook
    roster: Callable[[], Roster | None]
    templates: tuple[Path, ...]
    now: Callable[[], datetime]
    anew: JudgingAnew
    evidence: EvidenceFolder | None = None


class Classroom:
    """A class whose records are made anew where the gradebook has something new of them."""

    def __init__(self, place: StaffRoom) -> None:
        self.place = place
        self.roster = place.roster()
        self._reader: ClassReader = build_class_reader(
            place.gradebook, place.assignment, self.roster
        )
        self._lock = threading.Lock()
        self._seen = NOTHING
        self._entries: dict[str, Entry] = {}
        self._decided: dict[str, list[Kept]] = defaultdict(list)
        self._records: dict[str, KeptRecord] = {}
        self._now: KeptClass | None = None
        self._keys: dict[str, str] = {}
        self._clusters: tuple[KeptClass, tuple[Cluster, ...]] | None = None

    def now(self) -> KeptClass:
        """Return the class with all that is in the gradebook at this moment.

        It is the same object as before while there is nothing new.
        """
        with self._lock:
            self._read()
            if self._now is None:
                self._now = KeptClass(
                    assignment=self.place.assignment,
                    rubrics=self._reader.rubrics,
                    records=tuple(self._records.values()),
                    enrolled=self.roster,
                )
            return self._now

    def find(self, key: str) -> KeptRecord | None:
        """Return the record of a submission by the name that says nothing; None without one."""
        return next((each for each in self.now().records if self.key_of(each) == key), None)

    def key_of(self, record: KeptRecord) -> str:
        """Return the name of a submission that says nothing, computed once for each."""
        name = record.submission
        if name not in self._keys:
            self._keys[name] = anonymous_id(self.place.assignment, name)
        return self._keys[name]

    def decisions_on(self, record: KeptRecord) -> Known:
        """Return the decisions that a record shows with their numbers, the oldest first."""
        with self._lock:
            kept_decisions = kept_decisions_on(record.result, self._decided)
            if len(kept_decisions) == len(record.decisions):
                return Known(kept=tuple(kept_decisions), until=self._seen.decisions)
            # Somebody else had the class read anew since the record was shown.
            shown_decisions = tuple(kept_decisions[: len(record.decisions)])
            return Known(kept=shown_decisions, until=last_number(shown_decisions))

    def clusters(self, class_: KeptClass) -> tuple[Cluster, ...]:
        """Return who fails alike in the class, looked for once as long as it is the same."""
        cache = self._clusters
        if cache is None or cache[0] is not class_:
            cache = class_, class_clusters(class_)
            self._clusters = cache
        return cache[1]

    def revision(self) -> str:
        """Return what changes with all that is written about the assignment.

        A page asks for it before it reads what it shows.
        """
        reach = self.place.gradebook.reach(self.place.assignment.id)
        return f"{reach.results}-{reach.decisions}"

    def _read(self) -> None:
        """Read what is new, and make the records anew that it concerns."""
        book, assignment = self.place.gradebook, self.place.assignment.id
        reach = book.reach(assignment)
        if reach == self._seen:
            return
        new_entries = book.latest_entries(assignment, after=self._seen.results)
        new_decisions = book.decisions(assignment, after=self._seen.decisions)
        for kept_decision in new_decisions:
            self._decided[kept_decision.decision.student].append(kept_decision)
        self._entries |= new_entries
        concerned = {kept_decision.decision.student for kept_decision in new_decisions}
        for name, entry in self._entries.items():
            if name in new_entries or concerned & student_names(entry.result):
                self._remake(name, entry)
        self._records = dict(sorted(self._records.items()))
        self._seen = reach
        self._now = None

    def _remake(self, name: str, entry: Entry) -> None:
        record = self._reader.record(entry, self._decided)
        if record is None:
            self._records.pop(name, None)
        else:
            self._records[name] = record


def judgement_digest(record: KeptRecord) -> str:
    """Return what changes when a submission is judged again."""
    text = f"{record.recorded.isoformat()} {record.key}"
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def revision_of(record: KeptRecord) -> str:
    """Return what changes with all that is written about a submission."""
    return f"{judgement_digest(record)}-{len(record.decisions)}"
