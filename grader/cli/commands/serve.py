"""`grade serve`: the staff's pages in a browser."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from grader.cli.desk import Desk, decider, now, with_desk
from grader.cli.options import assignment_argument, trust_option
from grader.cli.screen.telling import tell
from grader.errors import CalledWrongly
from grader.files.templates import shipped_templates_folder
from grader.gradebook.opening import describe_place
from grader.runs.people.roll import find_roster

if TYPE_CHECKING:
    from grader.runs.batches.judging_anew import JudgingAnew
    from grader.staffroom.live_class import StaffRoom

MISSING_EXTRA = '`grade serve` needs the extra `web`: pip install "tensorgrade[staff,web]"'


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address of this machine to use."
)
@click.option(
    "--port", default=0, type=click.IntRange(0, 65535), help="By default one that is free."
)
@click.option(
    "--behind",
    metavar="URL",
    help="The address of a reverse proxy with TLS in front, as browsers see it.",
)
@click.option("--by", metavar="NAME", help="The name to suggest; by default the login name.")
@trust_option
@with_desk(which=assignment_argument)
def command(
    desk: Desk,
    host: str,
    port: int,
    behind: str | None,
    by: str | None,
    trust_submissions: bool,
) -> None:
    """Serve the class of assignment NAME to staff: list, marking, decisions.

    Whoever has the link that is printed may read and decide. It ends with Ctrl+C.
    """
    try:
        import uvicorn

        from grader.staffroom.app import LOOPBACK, make_app
        from grader.staffroom.sessions import Sessions
    except ImportError as error:
        raise CalledWrongly(MISSING_EXTRA) from error
    seen_as = _read_proxy_address(behind) if behind else ""
    sessions = Sessions()
    listening = _listen(host, port)
    address = seen_as or f"http://{_host_in_url(host)}:{listening.getsockname()[1]}"
    hosts = {*LOOPBACK, host, urlsplit(address).hostname or host}
    place = _staff_room(desk, trusted=trust_submissions)
    app = make_app(
        place,
        sessions,
        name=decider(by),
        hosts=hosts,
        secure=bool(behind),
        is_ending=lambda: server.should_exit,
    )
    tell(f"gradebook  {describe_place(desk.gradebook_place)}")
    click.echo(f"{address}/enter?token={sessions.token}")
    tell("whoever has this link may read and decide; Ctrl+C ends it")
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    with closing(place.anew), suppress(KeyboardInterrupt), _end_in_order():
        server.run(sockets=[listening])


def _staff_room(desk: Desk, *, trusted: bool) -> StaffRoom:
    """Return what the pages are about."""
    from grader.staffroom.live_class import StaffRoom

    return StaffRoom(
        course=desk.course,
        assignment=desk.assignment,
        gradebook=desk.gradebook,
        roster=lambda: find_roster(None, desk.course, desk.gradebook),
        templates=(desk.course.folder / "templates", shipped_templates_folder()),
        evidence=desk.evidence,
        now=now,
        anew=_prepare_judging(desk, trusted=trusted),
    )


def _prepare_judging(desk: Desk, *, trusted: bool) -> JudgingAnew:
    """Return what judges one submission anew, with the course and gradebook of the pages.

    The gradebook's address is in the environment: it may have a password, and whoever is on the
    machine sees the arguments of a process.
    """
    from grader.runs.batches.judging_anew import JudgingAnew

    course = ("--course", str(desk.course.folder), "--assignment", desk.assignment.id)
    trust = ("--trust-submissions",) if trusted else ()
    return JudgingAnew(
        (sys.executable, "-m", "grader", "batch", *course, *trust),
        {**os.environ, "TENSORGRADE_GRADEBOOK": str(desk.gradebook_place)},
        desk.gradebook,
        desk.assignment.id,
    )


@contextmanager
def _end_in_order() -> Iterator[None]:
    """Close what is open also where the process is asked to end, as by a system that shuts down.

    uvicorn raises the signal again once it has ended.
    """

    def end(number: int, frame: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _read_proxy_address(behind: str) -> str:
    """Return the proxy's address as the link begins with it.  Raises CalledWrongly."""
    try:
        parts = urlsplit(behind)
        is_good = parts.scheme == "https" and parts.hostname and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good or parts.path.strip("/") or parts.query or parts.fragment or "@" in behind:
        raise CalledWrongly(
            f"--behind {behind} is no address that browsers can see; write https:// and the name of"
            " the proxy's host, as https://marking.example.edu, without a folder"
        )
    return behind.rstrip("/")


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there.  Raises CalledWrongly."""
    try:
        return socket.create_server((host, port), family=_address_family(host))
    except OSError as error:
        raise CalledWrongly(
            f"{host} port {port} cannot be used ({error.strerror or error}); choose another with"
            " --port or --host"
        ) from error


def _address_family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _host_in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
