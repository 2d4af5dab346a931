"""One visible check of a submission as a script: its questions, what was expected, what came."""

from grader.checking.answerers.transcribing import replay
from grader.checking.answerers.transcripts import Transcript
from grader.checking.comparing.comparison import Comparison
from grader.checking.handles.proxies import Side
from grader.errors import NoGpu, NotReleased
from grader.judging.staleness import load_suite_transcripts
from grader.judging.student_processes import StudentProcesses
from grader.judging.suite import Collected, Suite
from grader.judging.telling.findings import describe_ending
from grader.judging.telling.found import Ending
from grader.language import tr
from grader.model import Check, Device, Form, Submission
from grader.sandbox.failures import StudentStopped
from grader.sandbox.starting.launchers import Launchers

from .script_helpers import TORCH_HELPERS, comparing_functions
from .scripting import Log, Noted, Script


def script_of(suite: Suite, check: str, submission: Submission, servers: Launchers) -> str:
    """Return the script of one check, by id.  Raises CalledWrongly, NotReleased."""
    collected = suite.check(check)
    task = suite.assignment.task(collected.check.task)
    transcript = _released_transcript(suite, collected)
    processes = StudentProcesses(suite.assignment, submission, servers)
    log: Log = []
    script = Script()
    compare = Comparison(suite.assignment.tolerances_of(task))
    try:
        survey = processes.survey(task)
        shared = "_" if survey.form is Form.NOTEBOOK else ""
        script = Script(parameters=survey.parameters, ending=shared)
        student = Side(Noted(processes.begin(task), log))
        ending = Ending(
            raised=suite.run(collected, student, Side(replay(transcript)), compare),
            survey=survey,
            check_file=collected.path,
            session=student._session,
            transcript=transcript,
            parts=compare.parts,
        )
        message = describe_ending(ending).message
    except StudentStopped as stopped:  # its code could not be read, or not be loaded
        message = stopped.sentence
    except NoGpu as error:
        message = str(error)
    finally:
        processes.close()
    return _write_script(script, collected.check, log, compare, message, task.device)


def _released_transcript(suite: Suite, collected: Collected) -> Transcript:
    check = collected.check
    transcript = load_suite_transcripts(suite)[(check.task, check.hidden)].find(check.id)
    if transcript is None:
        raise NotReleased(
            tr(
                "there is no transcript of {id}; take the assignment's files as handed out",
                id=check.id,
            )
        )
    return transcript


def _write_script(
    script: Script, check: Check, log: Log, compare: Comparison, message: str, device: Device
) -> str:
    """Return the script: imports, the questions, what the check said, the last comparison."""
    for number, (question, answer) in enumerate(log, 1):
        script.ask(number, question, answer)
    lines = (message or tr("it passed when this script was written")).split("\n")
    end = [
        "# " + tr("{check}, “{title}”.  The check said:", check=check.id, title=check.title),
        *(f"#     {line}" for line in lines),
    ]
    answered = all(answer is not None for _, answer in log[-1:])
    helpers = ""
    if compare.last is not None and answered:
        end += _last_comparison(script, compare)
        helpers = comparing_functions(compare.tolerances)
    beginning = _imports(script.uses_torch, helpers, device)
    return "\n".join([*beginning, *script.lines, "", *end]) + "\n"


def _last_comparison(script: Script, compare: Comparison) -> list[str]:
    """Return the lines that print what was expected and what came, and where they part."""
    got, want = compare.last or (None, None)
    names = compare.first_wrong.names if compare.first_wrong else ()
    lines = [
        f"expected = {script.literal(want)}",
        f"got = {script.expression(got) or script.literal(got)}",
        'print("expected:", expected, sep="\\n")',
        'print("got:", got, sep="\\n")',
    ]
    if len(names) > 1 and isinstance(want, tuple | list) and len(want) == len(names):
        places = [(name, f"got[{at}], expected[{at}]") for at, name in enumerate(names)]
    else:
        places = [(names[0] if names else "answer", "got, expected")]
    return [*lines, *(f"tell_difference({name!r}, {values})" for name, values in places)]


def _imports(torch: bool, helpers: str, device: Device) -> list[str]:
    """Return the lines before the first question: imports, helpers, the seeds of a check."""
    lines = ["import random", "", "import numpy as np", *(["import torch"] if torch else [])]
    lines.append("from numpy import inf, nan")
    if torch:
        helpers = f"{TORCH_HELPERS}\n{helpers}"
    if helpers:
        lines += ["", *helpers.rstrip("\n").split("\n"), ""]
    if torch and device is not Device.CPU:
        lines += ["", f'torch.set_default_device("{device}")']
    lines += ["", *(["torch.manual_seed(0)"] if torch else [])]
    return [*lines, "random.seed(0)", "np.random.seed(0)", ""]
