"""Batches as they go on: a page, and the stream of events that keeps it true."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from grader.errors import GraderError
from grader.feedback.words import count
from grader.marking.anonymous import anonymous_id
from grader.nouns import noun
from grader.runs.batches.at_work import BatchAtWork, BatchState, BatchWatch
from grader.staffroom.guarding import session_of
from grader.staffroom.live_class import StaffRoom
from grader.staffroom.rendering import StaffPages
from grader.staffroom.sessions import Sessions, SignedIn

# Seconds: between two looks at the gradebook, and after which the page hears from us at least.
LOOK, HEARD = 0.5, 10.0
MOST_STREAMS = 100
KEPT = "what was judged is kept; run the same `grade batch` again for the rest"


@noun
class ShownBatch:
    """A batch as the page shows it; people are named as this session may see them."""

    by: str
    began: str
    state: BatchState
    words: str
    done: int
    total: int
    held: int
    judging: tuple[str, ...]
    held_work: tuple[tuple[str, str, str], ...]  # where it is, its name, why


@noun
class ShownAnew:
    """The submission that was judged anew last, as the page names it."""

    where: str
    name: str
    by: str
    running: bool
    trouble: str


class BatchPage:
    """The page of the batches that run on the class's gradebook, wherever they were started."""

    def __init__(
        self,
        pages: StaffPages,
        place: StaffRoom,
        sessions: Sessions,
        is_ending: Callable[[], bool],
    ) -> None:
        self._pages = pages
        self._assignment = place.assignment
        self._watch = BatchWatch(place.gradebook, place.assignment.id, place.now)
        self._anew = place.anew
        self._sessions = sessions
        self._is_ending = is_ending
        self._streams = 0

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [Route("/batch", self.show), Route("/batch/now", self.follow)]

    def show(self, request: Request) -> Response:
        """Show the batches as they are at this moment."""
        return self._pages.show(request, "batch.html", **self._page_values(session_of(request)))

    async def follow(self, request: Request) -> Response:
        """Send what the page shows whenever it is something new, as long as it is open."""
        if self._streams >= MOST_STREAMS:
            return PlainTextResponse("too many pages are open here; close one\n", status_code=503)
        return StreamingResponse(
            self._send_events(session_of(request)),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
        )

    async def _send_events(self, session: SignedIn) -> AsyncIterator[bytes]:
        """Yield events until the browser goes, the session ends, or the server does."""
        self._streams += 1
        last_event, quiet = ("", ""), 0.0
        try:
            while self._sessions.find(session.key) is session and not self._is_ending():
                now = await run_in_threadpool(self._build_event, session)
                quiet += LOOK
                if now != last_event or quiet >= HEARD:
                    yield _encode_event(*(now if now != last_event else ("alive", "")))
                    last_event, quiet = now, 0.0
                await anyio.sleep(LOOK)
        finally:
            self._streams -= 1

    def _build_event(self, session: SignedIn) -> tuple[str, str]:
        """Return the name of an event, and what it says."""
        try:
            return "batch", self._pages.render_part("batch_now.html", **self._page_values(session))
        except GraderError as error:
            return "trouble", str(error)

    def _page_values(self, session: SignedIn) -> dict[str, Any]:
        """Return what the page is made from."""
        return {
            "batches": [self._describe_batch(each, session) for each in self._watch.look()],
            "anew": self._describe_anew(session),
        }

    def _describe_anew(self, session: SignedIn) -> ShownAnew | None:
        last = self._anew.last
        if last is None:
            return None
        key = anonymous_id(self._assignment, last.submission)
        return ShownAnew(
            where=f"/submission/{key}",
            name=key if session.anonymous else last.submission,
            by=last.by,
            running=last.running,
            trouble=last.trouble,
        )

    def _describe_batch(self, batch: BatchAtWork, session: SignedIn) -> ShownBatch:
        def name_of(submission: str) -> str:
            return anonymous_id(self._assignment, submission) if session.anonymous else submission

        progress = batch.progress
        return ShownBatch(
            by=progress.by,
            began=f"{progress.began:%Y-%m-%d %H:%M}",
            state=batch.state,
            words=_progress_words(batch),
            done=progress.done,
            total=progress.total,
            held=progress.held,
            judging=()
            if batch.state is not BatchState.RUNNING
            else tuple(name_of(name) for name in progress.judging),
            held_work=tuple(
                (
                    anonymous_id(self._assignment, each.submission),
                    name_of(each.submission),
                    each.why,
                )
                for each in progress.held_work[::-1]
            ),
        )


def _encode_event(name: str, text: str) -> bytes:
    """Return an event as it is sent.

    https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
    """
    lines = "".join(f"data: {line}\n" for line in text.splitlines() or [""])
    return f"event: {name}\n{lines}\n".encode("utf-8", "replace")


def _progress_words(batch: BatchAtWork) -> str:
    """Return how a batch goes, in a sentence."""
    counts = f"{batch.progress.done} of {count(batch.progress.total, 'submission')} done"
    if batch.state is BatchState.SILENT:
        return (
            f"{counts}, and nothing was heard for {_duration_words(batch.silent_for)}: it was"
            f" killed, or its machine does not reach the gradebook; {KEPT}"
        )
    if batch.state is BatchState.FAILED:
        return f"{counts}, then it stopped: {batch.progress.trouble}"
    if batch.state is BatchState.INTERRUPTED:
        return f"{counts}, then somebody interrupted it; {KEPT}"
    if batch.state is BatchState.FINISHED or batch.left is None:
        return counts
    return f"{counts}, {batch.a_minute:.3g} a minute, about {_duration_words(batch.left)} left"


def _duration_words(time: timedelta) -> str:
    """Return a time as a person says it: it does not change with each second."""
    minutes = round(time / timedelta(minutes=1))
    if minutes < 1:
        return "less than a minute"
    if minutes < 100:
        return count(minutes, "minute")
    return count(round(time / timedelta(hours=1)), "hour")
