"""Reading `assignment.toml`, the hidden settings and the rubric; finding the course one stands in."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from grader.errors import BadFile, CalledWrongly
from grader.files.toml_table import TomlTable, read_toml
from grader.model import (
    Assignment,
    Ceilings,
    Course,
    Criterion,
    Limits,
    Policy,
    Rubric,
    Rule,
    ServerKind,
    Task,
    Tolerance,
    Tolerances,
)

ASSIGNMENT_FILE = "assignment.toml"
MANIFEST = "manifest.json"
RUBRIC_FILE = "rubric.toml"


def find_course(start: Path) -> Course | None:
    """The nearest folder upward from `start` that has `assignments/` and `solutions/`."""
    for folder in (start, *start.parents):
        if (folder / "assignments").is_dir() and (folder / "solutions").is_dir():
            return Course(folder=folder)
    return None


def find_assignment_folder(start: Path) -> Path | None:
    """The nearest folder upward from `start` that has an `assignment.toml`."""
    for folder in (start, *start.parents):
        if (folder / ASSIGNMENT_FILE).is_file():
            return folder
    return None


def course_assignment(course: Course, assignment_id: str) -> Assignment:
    """An assignment of a course, with its hidden settings.  Raises CalledWrongly and BadFile."""
    folder = course.assignments / assignment_id
    if not (folder / ASSIGNMENT_FILE).is_file():
        there = sorted(path.parent.name for path in course.assignments.glob(f"*/{ASSIGNMENT_FILE}"))
        known = f"there is {', '.join(there)}" if there else "there is none yet"
        raise CalledWrongly(
            f"the course in {course.folder} has no assignment {assignment_id!r}; {known}"
        )
    return load_assignment(folder, course.solutions / assignment_id)


def load_assignment(folder: Path, solutions: Path | None = None) -> Assignment:
    """The assignment in `folder`.

    Raises BadFile with a sentence for whatever is wrong in its file.
    """
    path = folder / ASSIGNMENT_FILE
    table = TomlTable(path, read_toml(path))
    hidden_seed = None
    if solutions is not None:
        if not solutions.is_dir():
            raise BadFile(
                solutions,
                "the assignment has no solutions; make this folder with its reference files",
            )
        hidden_path = solutions / "hidden.toml"
        hidden_seed = TomlTable(hidden_path, read_toml(hidden_path)).integer("seed")
    tolerances = table.table("tolerances")
    assignment = Assignment(
        id=table.text("id"),
        title=table.text("title", default=""),
        folder=folder,
        solutions=solutions,
        tasks=tuple(_task(item) for item in table.tables("tasks")),
        limits=_limits(table.table("limits")),
        tolerances=Tolerances(
            float64=_tolerance(tolerances.table("float64"), Tolerances().float64),
            float32=_tolerance(tolerances.table("float32"), Tolerances().float32),
        ),
        visible_seed=table.integer("seed"),
        hidden_seed=hidden_seed,
        expects=tuple(sorted((key, str(value)) for key, value in table.table("expects").items())),
        policy=_policy(table.table("policy")),
        ceilings=_ceilings(table.table("intake")),
    )
    _check_tasks(path, assignment)
    _check_policy(path, assignment)
    return assignment


def handed_out(assignment: Assignment) -> dict[str, str]:
    """Digests of the files that students got, by name, from the assignment's manifest.

    Empty without one.
    """
    try:
        found = json.loads((assignment.folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return (
        {str(name): str(digest) for name, digest in found.items()}
        if isinstance(found, dict)
        else {}
    )


def load_rubric(assignment: Assignment, task: Task) -> Rubric:
    """The rubric of a task that a person marks; its points add up to the task's.  Raises BadFile.

    A criterion belongs to the task it names; where there is one such task, it need not name it.
    """
    path = assignment.folder / RUBRIC_FILE
    table = TomlTable(path, read_toml(path))
    criteria = tuple(
        Criterion(
            id=item.text("id"),
            question=item.text("question", default=""),
            title=item.text("title"),
            points=item.points("points"),
            look_for=item.text("look_for", default=""),
        )
        for item in table.tables("criteria")
        if item.text("task", default=task.id) == task.id
    )
    ids = [criterion.id for criterion in criteria]
    twice = next((each for each in ids if ids.count(each) > 1), None)
    if twice is not None:
        raise BadFile(path, f"two criteria of {task.id} have the id {twice!r}; rename one")
    total = sum((criterion.points for criterion in criteria), Decimal(0))
    if total != task.points:
        raise BadFile(
            path,
            f"its criteria add up to {total} points, but {task.id} has {task.points}; make them"
            " equal",
        )
    return Rubric(task=task.id, criteria=criteria)


def load_rubrics(assignment: Assignment) -> dict[str, Rubric]:
    """The rubric of each task that a person marks, by task id.

    None when there is no rubric.toml yet.
    """
    if not (assignment.folder / RUBRIC_FILE).is_file():
        return {}
    return {task.id: load_rubric(assignment, task) for task in assignment.tasks if task.by_hand}


def _task(table: TomlTable) -> Task:
    task_id = table.text("id")
    if not task_id.isidentifier():
        raise table.wrong(
            f"the task id {task_id!r} must be a name such as `my_task`: it is a file's name too"
        )
    file = table.text("file", default=f"{task_id}.py")
    by_hand = table.boolean("by_hand", default=not file.endswith(".py"))
    defines = table.texts("defines")
    if not by_hand and not defines:
        raise table.wrong(f'the task {task_id} defines nothing; say defines = ["its_function"]')
    server = table.text("server", default=ServerKind.TORCH.value)
    if server not in tuple(ServerKind):
        raise table.wrong(f'server = {server!r} of {task_id} must be "numpy" or "torch"')
    return Task(
        id=task_id,
        title=table.text("title", default=task_id),
        file=file,
        points=table.points("points"),
        hidden_points=table.points("hidden_points", default=Decimal(0)),
        defines=defines,
        by_hand=by_hand,
        server=ServerKind(server),
        rules=tuple(
            Rule(forbid=item.text("forbid"), say=item.text("say")) for item in table.tables("rules")
        ),
        heading=table.text("heading", default=task_id),
        asserted=table.boolean("asserted", default=False),
    )


def _check_tasks(path: Path, assignment: Assignment) -> None:
    if not assignment.tasks:
        raise BadFile(path, "it has no [[tasks]]; add one")
    seen: set[str] = set()
    for task in assignment.tasks:
        if task.id in seen:
            raise BadFile(path, f"two tasks have the id {task.id!r}; rename one")
        seen.add(task.id)
        if task.hidden_points > task.points:
            raise BadFile(
                path,
                f"{task.id} has {task.hidden_points} hidden points of {task.points}; hidden ones"
                " are a part of all",
            )
        if task.by_hand and task.hidden_points:
            raise BadFile(
                path,
                f"{task.id} is marked by hand, so it has no hidden points; remove hidden_points",
            )


def _policy(table: TomlTable) -> Policy:
    known = set(Policy.__dataclass_fields__)
    for key, _ in table.items():
        if key not in known:
            raise table.wrong(f"policy.{key} is not known; there are {', '.join(sorted(known))}")
    base = Policy()
    policy = Policy(
        due=table.moment("due"),
        grace_minutes=table.counted("grace_minutes", most=7 * 24 * 60),
        penalty_percent_a_day=table.points("penalty_percent_a_day", base.penalty_percent_a_day),
        penalty_of=table.text("penalty_of", base.penalty_of),
        cutoff_days=table.counted("cutoff_days", most=3650) if table.has("cutoff_days") else None,
        late_days=table.counted("late_days", most=3650),
        extra_credit=table.texts("extra_credit"),
        drop=table.texts("drop"),
        attempt=table.text("attempt", base.attempt),
    )
    if policy.attempt not in ("on_time", "latest"):
        raise table.wrong(f'policy.attempt must be "on_time" or "latest", not {policy.attempt!r}')
    if policy.penalty_percent_a_day > 100:
        raise table.wrong(
            f"policy.penalty_percent_a_day must be at most 100, not {policy.penalty_percent_a_day}"
        )
    if policy.penalty_of not in ("earned", "possible"):
        raise table.wrong(
            f'policy.penalty_of must be "earned" or "possible", not {policy.penalty_of!r}'
        )
    for key in ("grace_minutes", "penalty_percent_a_day", "cutoff_days", "late_days"):
        if table.has(key) and policy.due is None:
            raise table.wrong(
                f"policy.{key} needs policy.due; write due = 2026-12-01T23:59:00+01:00"
            )
    return policy


def _check_policy(path: Path, assignment: Assignment) -> None:
    policy, known = assignment.policy, [task.id for task in assignment.tasks]
    for key, ids in (("extra_credit", policy.extra_credit), ("drop", policy.drop)):
        for task_id in ids:
            if task_id not in known:
                raise BadFile(
                    path,
                    f"policy.{key} names {task_id!r}, which is no task; there are"
                    f" {', '.join(known)}",
                )
            if ids.count(task_id) > 1:
                raise BadFile(path, f"policy.{key} names {task_id!r} twice; remove one")
    both = next((task_id for task_id in policy.drop if task_id in policy.extra_credit), None)
    if both is not None:
        raise BadFile(path, f"policy drops {both!r} and makes it extra credit; take it out of one")
    if set(known) == {*policy.drop, *policy.extra_credit}:
        raise BadFile(
            path, "policy leaves no task that counts; take one out of drop or extra_credit"
        )


def _limits(table: TomlTable) -> Limits:
    base = Limits()
    return Limits(
        check_seconds=table.positive("check_seconds", base.check_seconds),
        load_seconds=table.positive("load_seconds", base.load_seconds),
        task_seconds=table.positive("task_seconds", base.task_seconds),
        submission_seconds=table.positive("submission_seconds", base.submission_seconds),
        memory_mib=table.whole("memory_mib", base.memory_mib),
        threads=table.whole("threads", base.threads),
        output_kib=table.whole("output_kib", base.output_kib),
    )


def _ceilings(table: TomlTable) -> Ceilings:
    base = Ceilings()
    known = tuple(Ceilings.__dataclass_fields__)
    for key, _ in table.items():
        if key not in known:
            raise table.wrong(f"intake.{key} is not known; there are {', '.join(known)}")
    return Ceilings(**{key: table.whole(key, getattr(base, key)) for key in known})


def _tolerance(table: TomlTable, base: Tolerance) -> Tolerance:
    return Tolerance(
        absolute=table.positive("atol", base.absolute),
        relative=table.positive("rtol", base.relative),
    )
