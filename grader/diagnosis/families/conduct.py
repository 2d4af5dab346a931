"""What a function does beside answering: to its arguments, to the graph, from call to call."""

from grader.diagnosis.case import Case
from grader.diagnosis.fingerprints import fingerprint, measure_distance
from grader.diagnosis.mistakes import Fingerprint

from .contract import Family


def _recognise_changed(case: Case) -> str | None:
    return "changed" if case.compared.difference.kind == "changed" else None


def _recognise_cut_graph(case: Case) -> str | None:
    if case.compared.difference.kind != "gradient":
        return None
    return "detached" if case.compared.got is None else "parameter"


def _recognise_unsteady(case: Case) -> str | None:
    """Recognise the same call, answered otherwise the second time."""
    answers: dict[tuple[str, str], Fingerprint] = {}
    for call in case.asked:
        if not call.name:
            continue
        key = (call.name, repr(fingerprint((call.args, call.kwargs))))
        answer = fingerprint(call.answer)
        first_answer = answers.setdefault(key, answer)
        if first_answer is not answer and measure_distance(first_answer, answer) > 1e-3:
            return "otherwise"
    return None


FAMILIES = (
    Family(
        "argument",
        {
            "changed": (
                "An argument is changed in place",
                "What a function is handed belongs to its caller. Operations such as +=, x[…] = …"
                " and those of PyTorch that end in _ write into it: work on a new array, or on a"
                " copy.",
            )
        },
        _recognise_changed,
    ),
    Family(
        "graph",
        {
            "detached": (
                "The answer is cut off from the graph",
                "No gradient can flow back through what you return. .detach(), .data, .item(),"
                " .numpy(), torch.no_grad() and making a new tensor of the numbers all cut it.",
            ),
            "parameter": (
                "A part of the model gets no gradient",
                "The answer does not depend on a parameter that it should depend on, or the way"
                " back to it is cut.",
            ),
        },
        _recognise_cut_graph,
    ),
    Family(
        "repeated",
        {
            "otherwise": (
                "The same call is answered otherwise the second time",
                "Something is kept from one call to the next, or drawn at random. Look for what is"
                " made outside of the function, for a default argument that is changed, and for"
                " random numbers.",
            )
        },
        _recognise_unsteady,
    ),
)
