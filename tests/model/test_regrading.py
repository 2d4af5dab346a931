"""The state of a request for a second look."""

from support.classes import answered, asked

from grader.model import Regrading, RequestState


def test_a_request_is_open_until_it_is_answered() -> None:
    assert Regrading(request=asked()).state is RequestState.OPEN


def test_an_answer_says_whether_points_were_changed() -> None:
    states = [
        Regrading(request=asked(), answer=answered(changed=changed)).state
        for changed in (True, False)
    ]
    assert states == [RequestState.CHANGED, RequestState.KEPT]
