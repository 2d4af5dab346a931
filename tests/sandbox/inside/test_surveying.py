"""What a student process says of a task before its code runs."""

from __future__ import annotations

from grader.model import Form, Place
from grader.sandbox.inside.surveying import MAX_SURVEYED, survey
from grader.sandbox.survey import TaskSurvey, read_survey
from grader.sources.tasks import TaskCode, TaskSpec
from grader.sources.text import Source

RULES = (("torch", "NumPy only."),)


MEAN = TaskSpec("mean", "mean.py", "Mean", ("mean", "Model"), RULES, True)


def surveyed(text: str, *, notes: tuple[str, ...] = ()) -> TaskSurvey:
    code = TaskCode("mean", Form.FILE, "mean.py", source=Source("mean.py", text), notes=("own",))
    return read_survey((survey(MEAN, code, {}, notes),))["mean"]


def test_a_task_is_told_with_its_names_places_and_parameters() -> None:
    told = surveyed("def mean(x, /, y=1, *, z=2): ...\nclass Model: ...\ndef other(): ...\n")
    assert (told.task, told.form, told.name, told.submitted) == ("mean", Form.FILE, "mean.py", True)
    assert told.places == {
        "mean": Place(file="mean.py", line=1),
        "Model": Place(file="mean.py", line=2),
    }
    assert told.parameters == {"mean": ("x", "y")}
    assert (told.missing, told.not_run, told.uses, told.unwritten) == ({}, {}, (), False)


def test_of_several_definitions_the_last_is_the_place() -> None:
    told = surveyed("mean = 1\ndef mean(x): ...\nx = 1\n")
    assert told.places["mean"].line == 2


def test_what_is_missing_and_what_only_a_script_runs_is_told() -> None:
    told = surveyed('if __name__ == "__main__":\n    def mean(x): ...\n')
    assert told.not_run == {"mean": 2}
    assert "move it above" in told.missing["mean"] and "Model" in told.missing


def test_what_a_rule_forbids_is_told_with_its_place() -> None:
    (use,) = surveyed("import torch\ndef mean(x):\n    return torch.mean(x)\n").uses
    assert (use.say, use.used, use.place) == (
        "NumPy only.",
        "torch.mean",
        Place(file="mean.py", line=3),
    )


def test_notes_of_the_task_come_before_those_of_the_submission() -> None:
    assert surveyed("", notes=("all",)).notes == ("own", "all")


def test_a_stub_is_told_as_unwritten() -> None:
    stub = "raise NotImplementedError\n"
    told = surveyed(f"def mean(x): {stub}class Model:\n    def f(self): {stub}")
    assert told.unwritten and told.missing == {}


def test_a_task_that_nobody_handed_in_is_not_submitted() -> None:
    told = read_survey((survey(MEAN, TaskCode("mean", Form.NONE), {}),))["mean"]
    assert (told.submitted, told.unwritten, told.places) == (False, False, {})


def test_a_written_answer_is_told_as_far_as_people_are_shown_it() -> None:
    essay = TaskSpec("essay", "essay.md", "Essay", (), (), False)
    code = TaskCode("essay", Form.WRITTEN, "essay.md", text="é" * (MAX_SURVEYED + 1))
    told = read_survey((survey(essay, code, {}),))["essay"]
    assert (told.form, len(told.text)) == (Form.WRITTEN, MAX_SURVEYED)
