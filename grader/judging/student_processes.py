"""Student processes of one submission, one per server kind, started when they are needed."""

import time
from collections.abc import Iterable

from grader.checking.answerers.answers import AskedProcess, Live
from grader.config import untouched_digests
from grader.config.course_files import read_course_files
from grader.model import Assignment, Outcome, ServerKind, Submission, Task
from grader.sandbox.failures import StudentStopped
from grader.sandbox.process import StudentProcess
from grader.sandbox.starting.launchers import Launchers
from grader.sandbox.survey import TaskSurvey

from .lacking import missing_gpu_error
from .spending import Spending

LIGHTEST_FIRST = (ServerKind.NUMPY, ServerKind.TORCH, ServerKind.CUDA)


class StudentProcesses:
    """Keeps one student process per kind alive over the checks.

    After a stop, a crash or a changed global setting the next check gets a new one.  A stop that
    looks like a busy machine is tried again once per submission, so that code which sleeps does not
    keep the class waiting.
    """

    def __init__(
        self,
        assignment: Assignment,
        submission: Submission,
        launcher: Launchers,
    ) -> None:
        self._assignment = assignment
        self._submission = submission
        self._launcher = launcher
        self._untouched = untouched_digests(assignment)
        self._given = read_course_files(assignment)
        self._processes: dict[ServerKind, StudentProcess] = {}
        # Those that the submission was handed in to, and whose survey is to come.
        self._reading: dict[ServerKind, StudentProcess] = {}
        self._wanted = assignment.task_ids  # whose sources are to be surveyed
        self._surveys: dict[str, TaskSurvey] = {}
        self._check = 0
        self._spending = Spending(assignment.limits)
        self._begun = False  # a check that an earlier stop decides never begins in a process
        self._cpu_at_begin: float | None = None
        self._stopped_tasks: dict[str, StudentStopped] = {}
        self._unreadable: StudentStopped | None = None
        self._retried: set[Outcome] = set()
        self._alone = False
        # The check that a process is ending, and its task.
        self._finishing: dict[ServerKind, tuple[int, str]] = {}
        self._tainted: dict[ServerKind, str] = {}
        self.level = "process"
        self._load_notes: dict[str, tuple[str, ...]] = {}

    def prepare(self, tasks: Iterable[Task]) -> None:
        """Hand the submission in to one process, which will say what it holds of these tasks.

        It is of the kind that is lightest: nothing of the work runs for that.
        """
        chosen_tasks = list(tasks)
        self._wanted = tuple(task.id for task in chosen_tasks)
        kinds = {task.server for task in chosen_tasks if not task.by_hand}
        if kinds and not self._processes:
            first = next(kind for kind in LIGHTEST_FIRST if kind in kinds)
            self._reading[first] = self._hand_in(first)

    def survey(self, task: Task) -> TaskSurvey:
        """Return what the sources say of a task.

        Raises StudentStopped when they cannot even be read.
        """
        if task.id not in self._surveys:
            self._ensure_process(next(iter(self._reading), self._kind_of(task)))
            self._hand_in_elsewhere()
        return self._surveys[task.id]

    def _hand_in_elsewhere(self) -> None:
        """Hand the submission in to the other processes that what it holds will need.

        They read it while the first checks are judged.
        """
        for task in self._assignment.tasks:
            survey = self._surveys.get(task.id)
            runs = survey and survey.submitted and not (survey.uses or survey.lost or task.by_hand)
            if runs and not {task.server} & {*self._processes, *self._reading}:
                self._reading[task.server] = self._hand_in(task.server)

    def begin(self, task: Task, seed: int = 0, *, alone: bool = False, run: str = "") -> Live:
        """Return the student's side of a check of that task, which begins from that random state.

        With `alone` it gets a process of its own.  `run` names the check and what it is run for.
        Raises StudentStopped when an earlier stop decides it, and NoGpu where the task is computed
        on one and there is none.
        """
        self._begun = False
        earlier_stop = self._stopped_tasks.get(task.id)
        if earlier_stop is not None:
            raise earlier_stop
        kind = self._kind_of(task)
        self._settle(kind)
        self._spending.refuse_overspent(task.id)
        self._alone = alone
        # Where loading another task changed settings, they stay with it.
        if alone or self._tainted.get(kind, task.id) != task.id:
            self._give_up(kind)
        process = self._ensure_process(kind)
        if process.no_gpu:
            raise missing_gpu_error(task, process.no_gpu)
        self._begun = True
        self._check += 1
        self._cpu_at_begin = process.cpu_seconds()
        process.begin(self._check, task.id, seed)
        cpu = self._cpu_at_begin
        try:
            if process.load(self._check, task.id, self._surveys[task.id].name):
                cpu = process.cpu_seconds()  # loading has a limit of its own
        except StudentStopped as stopped:
            if not self._may_retry(stopped):
                self._stopped_tasks[task.id] = stopped  # loading it again would end in the same way
            raise
        asked_process = self._process_for_check(process)
        return Live(asked_process, self._check, self._assignment.limits.check_seconds, cpu)

    def _process_for_check(self, process: StudentProcess) -> AskedProcess:
        """Return what the check asks that begins now."""
        return process

    def measure_seconds(self, began: float) -> float:
        """Return the seconds that a check took which began then."""
        return time.monotonic() - began

    def finish(self, task: Task, began: float) -> str:
        """End the check; return what was printed.

        A process that is not as it was before is given up at the next one.
        """
        kind = self._kind_of(task)
        process = self._processes.get(kind)
        spent = self._spending.of(task.id)
        spent.wall += time.monotonic() - began
        if process is None or not self._begun:
            return ""
        spent.cpu += self._cpu_seconds_since(process, self._cpu_at_begin)
        if process.alive and not self._alone:
            process.finish(self._check)
            self._finishing[kind] = (self._check, task.id)
        else:
            self._give_up(kind)
        return process.take_output()

    def needs_retry(self, stopped: StudentStopped) -> bool:
        """Return whether a check that stopped so is to be run again, alone on the machine.

        Once a submission for each way to stop: whoever sleeps in every check waits for them all.
        """
        again = self._may_retry(stopped)
        if again:
            self._retried.add(stopped.outcome)
        return again

    def _may_retry(self, stopped: StudentStopped) -> bool:
        return stopped.busy and stopped.outcome not in self._retried

    def notes(self, task: Task) -> tuple[str, ...]:
        """Return what loading the task's code left to be said."""
        self._settle(self._kind_of(task))
        return self._load_notes.get(task.id, ())

    def _settle(self, kind: ServerKind) -> None:
        """Take what the last check left behind.

        The process looked at itself while the examiner went on.
        """
        ending, process = self._finishing.pop(kind, None), self._processes.get(kind)
        if ending is None or process is None:
            return
        check, task = ending
        began, spent_before = time.monotonic(), process.spent
        try:
            finished = process.receive_finished(check)
        except StudentStopped:
            self._give_up(kind)
            return
        finally:  # what a student's object does when it is let go of counts too
            spent = self._spending.of(task)
            spent.cpu += self._cpu_seconds_since(process, spent_before)
            spent.wall += time.monotonic() - began
        self._load_notes[task] = tuple(str(note) for note in finished.notes)
        if finished.tainted:
            self._tainted[kind] = task
        if finished.changed:
            self._give_up(kind)

    def _cpu_seconds_since(self, process: StudentProcess, before: float | None) -> float:
        """Return the CPU seconds of a process since it had used `before`, where they are known."""
        process.cpu_seconds()
        return (process.spent or 0.0) - (before or 0.0)

    def close(self) -> None:
        """End all processes."""
        for process in (*self._processes.values(), *self._reading.values()):
            process.kill()
        self._processes.clear()
        self._reading.clear()

    def _kind_of(self, task: Task) -> ServerKind:
        if not task.by_hand:
            return task.server
        return next(iter((*self._processes, *self._reading)), ServerKind.NUMPY)

    def _ensure_process(self, kind: ServerKind) -> StudentProcess:
        if self._unreadable is not None:
            raise self._unreadable
        process = self._processes.get(kind)
        if process is None or not process.alive:
            try:
                process = self._open_process(kind)
            except StudentStopped as stopped:
                self._unreadable = stopped
                raise
        return process

    def _open_process(self, kind: ServerKind) -> StudentProcess:
        """Return a new process with the submission in it.

        A stop that looks like a busy machine is tried once more.
        """
        for again in (True, False):
            process = self._reading.pop(kind, None) or self._hand_in(kind)
            self._processes[kind] = process
            self.level = process.level
            try:
                self._surveys |= process.survey()
                break
            except StudentStopped as stopped:
                if not (stopped.busy and again):
                    raise
        return process

    def _hand_in(self, kind: ServerKind) -> StudentProcess:
        process = StudentProcess(self._launcher(kind), self._assignment.limits)
        tasks = self._assignment.tasks
        unsurveyed_tasks = tuple(task for task in self._wanted if task not in self._surveys)
        process.hand_in(self._submission, tasks, unsurveyed_tasks, self._untouched, self._given)
        return process

    def _give_up(self, kind: ServerKind) -> None:
        process = self._processes.pop(kind, None)
        self._finishing.pop(kind, None)
        self._tainted.pop(kind, None)
        if process is not None:
            process.kill()
