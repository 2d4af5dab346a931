"""A PostgreSQL server for the tests that need one: Debian's, in a folder that goes away."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
_numbers = count(1)


class Server:
    """A running server; each address that it gives is an empty gradebook."""

    def __init__(self, folder: Path, programs: Path, user: str) -> None:
        self._folder = folder
        self._programs = programs
        self._user = user

    def address(self) -> str:
        """Make an empty schema and return the address of a gradebook in it."""
        schema = f"gradebook_{os.getpid()}_{next(_numbers)}"
        self.run(f"CREATE SCHEMA {schema}")
        return (
            f"postgresql+psycopg://{self._user}@/postgres?host={quote(str(self._folder))}"
            f"&options={quote(f'-csearch_path={schema}')}"
        )

    def run(self, statement: str) -> None:
        """Run a statement as the server's owner."""
        self._do("psql", "-qX", "-h", str(self._folder), "-d", "postgres", "-c", statement)

    def start(self) -> None:
        """Start it; it listens on a socket in its folder and nowhere else."""
        data = str(self._folder / "data")
        self._do("initdb", "-D", data, "-A", "trust", "-E", "UTF8", "-N", "--locale=C")
        self.start_again()

    def start_again(self) -> None:
        """Start it with what it had when it was stopped."""
        data = self._folder / "data"
        settings = f"-c listen_addresses= -k {self._folder}"
        self._do("pg_ctl", "-D", str(data), "-w", "-o", settings, "-l", f"{data}/log", "start")

    def stop(self) -> None:
        """Stop it at once, as a server that goes away does."""
        self._do("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    def _do(self, program: str, *arguments: str) -> None:
        as_user = ("runuser", "-u", self._user, "--") if os.geteuid() == 0 else ()
        subprocess.run(
            [*as_user, str(self._programs / program), *arguments],
            check=True,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def server() -> Iterator[Server]:
    """Run a server as long as the block lasts; PostgreSQL does not run as root."""
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    running = Server(folder, PROGRAMS[-1], user)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)
