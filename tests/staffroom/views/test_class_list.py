"""The list of the class: searched, filtered, sorted, in pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from starlette.testclient import TestClient
from support.classes import HELD, NOON, handed_in
from support.results import EVIL, check, task

from grader.gradebook import Gradebook
from grader.model import Blame, Diagnosis, Outcome, Result, Roster, Student
from grader.nouns import replace
from grader.staffroom.listed_rows import A_PAGE
from grader.staffroom.live_class import StaffRoom

SignIn = Callable[..., TestClient]


@pytest.fixture
def mixed(book: Gradebook) -> Gradebook:
    book.add(handed_in("eva", rescale=HELD), key="k", recorded=NOON)
    book.add(handed_in("fay", "4", "0", answer=None), key="k", recorded=NOON)
    book.add(handed_in("gus", None, None, answer=None), key="k", recorded=NOON)
    return book


def _listed(browser: TestClient, query: str = "") -> list[str]:
    text = browser.get(f"/?{query}").text
    return re.findall(r'href="/submission/\w+">([^<]+)<', text)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["ada", "bob", "cyn", "dan", "eva", "fay", "gus"]),
        ("search=A", ["ada", "dan", "eva", "fay"]),
        ("search=%20bo%20", ["bob"]),
        ("state=held", ["eva"]),
        ("state=graded", ["fay"]),
        ("state=not+submitted", ["gus"]),
        ("order=points&state=awaiting", ["ada", "bob", "cyn", "dan"]),
        ("order=nonsense&page=x", ["ada", "bob", "cyn", "dan", "eva", "fay", "gus"]),
        ("search=nobody", []),
        ("page=2", []),
    ],
)
def test_it_shows_what_is_asked_for(
    sign_in: SignIn, mixed: Gradebook, query: str, names: list[str]
) -> None:
    assert _listed(sign_in(), query) == names


def test_what_is_graded_meanwhile_is_there(sign_in: SignIn, book: Gradebook) -> None:
    browser = sign_in()
    assert len(_listed(browser)) == 4
    book.add(handed_in("zoe"), key="k", recorded=NOON)
    assert _listed(browser)[-1] == "zoe"


def test_a_large_class_comes_in_pages(sign_in: SignIn, book: Gradebook) -> None:
    for number in range(A_PAGE):
        book.add(handed_in(f"s{number:03}"), key="k", recorded=NOON)
    browser = sign_in()
    first, second = _listed(browser), _listed(browser, "page=2")
    assert len(first) == A_PAGE and len(second) == 4
    assert not set(first) & set(second)
    assert 'rel="next"' in browser.get("/").text and 'rel="prev"' in browser.get("/?page=2").text


def test_a_cluster_is_a_filter(sign_in: SignIn, book: Gradebook) -> None:
    report = sign_in().get("/report")
    assert report.status_code == 200
    assert _listed(sign_in(), "cluster=ffffffff") == []


@pytest.fixture
def place(place: StaffRoom) -> StaffRoom:
    """The class with a roster: those before `dan` in the alphabet are in section A."""
    students = tuple(
        Student(id=name, name=name, section="A" if name < "dan" else "B")
        for name in ("ada", "bob", "cyn", "dan", "eva", "fay", "gus")
    )
    return replace(place, roster=lambda: Roster(students=students))


def _failed(name: str, diagnosis: str = "transposed") -> Result:
    """Work whose task fails by a mistake that has a name."""
    bad = check("rescale::one", Outcome.FAILED, possible=Decimal(5), earned=Decimal(0))
    named = Diagnosis(name=diagnosis, title=f"It is {diagnosis}", explanation="Turn it.")
    failing = task("rescale", replace(bad, blame=Blame.STUDENT, diagnosis=named))
    result = handed_in(name)
    tasks = [failing if each.id == "rescale" else each for each in result.tasks]
    return replace(result, tasks=tuple(tasks))


@pytest.fixture
def sections(book: Gradebook) -> Gradebook:
    """Everybody by the id in the roster; ada, bob and dan fail alike, cyn fails alone."""
    for name in ("ada", "bob", "dan"):
        book.add(replace(_failed(name), student=name), key="k", recorded=NOON)
    book.add(replace(_failed("cyn", "late"), student="cyn"), key="k", recorded=NOON)
    book.add(handed_in("eva", rescale=HELD, student="eva"), key="k", recorded=NOON)
    book.add(handed_in("fay", "4", "3", answer=None, student="fay"), key="k", recorded=NOON)
    return book


def _choices(browser: TestClient, query: str = "") -> dict[str, str]:
    """Clusters that the list offers: key and words."""
    text = browser.get(f"/?{query}").text
    return dict(re.findall(r'<option[^>]* value="([0-9a-f]{8})">([^<]+)<', text))


def test_a_cluster_is_chosen_in_the_list(sign_in: SignIn, sections: Gradebook) -> None:
    browser = sign_in()
    ((key, words),) = _choices(browser).items()  # nobody else fails as cyn does
    assert words == "3: rescale, It is transposed"
    assert _listed(browser, f"cluster={key}") == ["ada", "bob", "dan"]
    assert f'selected value="{key}"' in browser.get(f"/?cluster={key}").text
    assert _choices(browser, "task=running_mean") == {}


def test_a_cluster_that_nobody_is_in_any_more_says_so(sign_in: SignIn, sections: Gradebook) -> None:
    assert "nobody any more: ffffffff" in sign_in().get("/?cluster=ffffffff").text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("section=A&cluster={key}", ["ada", "bob"]),
        ("section=B&cluster={key}", ["dan"]),
        ("search=b&section=A&cluster={key}", ["bob"]),
        ("section=A&task=rescale&state=graded&cluster={key}&search=a", ["ada"]),
        ("section=A&task=rescale&state=held&cluster={key}", []),
        ("task=rescale&state=graded", ["ada", "bob", "cyn", "dan", "fay"]),
        ("task=rescale&state=held&section=B", ["eva"]),
        ("task=reflection&state=awaiting&section=B", ["dan", "eva"]),
        ("task=reflection&state=graded", []),
        ("task=rescale&order=points&state=graded&section=B", ["dan", "fay"]),
        ("task=rescale&order=most points&section=B", ["fay", "dan", "eva"]),
        ("task=nonsense&section=A&order=most points", ["ada", "bob", "cyn"]),
    ],
)
def test_all_filters_count_together(
    sign_in: SignIn, sections: Gradebook, query: str, names: list[str]
) -> None:
    browser = sign_in()
    (key,) = _choices(browser)
    assert _listed(browser, query.format(key=key)) == names


def test_another_page_asks_for_the_same_rows(sign_in: SignIn, book: Gradebook) -> None:
    for number in range(A_PAGE + 1):
        book.add(handed_in(f"s{number:03}"), key="k", recorded=NOON)
    browser = sign_in()
    text = browser.get("/?search=s&task=reflection&state=awaiting&order=points").text
    (after,) = re.findall(r'rel="next" href="\?([^"]+)"', text)
    assert _listed(browser, after.replace("&amp;", "&")) == [f"s{A_PAGE}"]


def test_hidden_names_have_an_order_that_says_nothing(sign_in: SignIn, mixed: Gradebook) -> None:
    browser = sign_in()
    key = browser.get("/").text.split('name="form_key" value="')[1].split('"')[0]
    browser.post("/anonymous", data={"here": "/", "form_key": key})
    listed = _listed(browser)
    assert listed == sorted(listed) and len(listed) == 7 and "ada" not in listed
    assert _listed(browser, f"search={listed[3]}") == [listed[3]]


def test_a_hostile_name_is_text(sign_in: SignIn, book: Gradebook) -> None:
    book.add(handed_in(EVIL.replace("\ud800", "")), key="k", recorded=NOON)
    text = sign_in().get("/").text
    assert "<script>alert" not in text and "\x1b" not in text
