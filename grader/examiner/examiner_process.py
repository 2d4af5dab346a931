"""Starting an examiner process, with the warm servers that it will ask."""

import os
import subprocess

import msgspec

from grader.nouns import replace
from grader.sandbox.starting.interpreter import package_parent, python_command

from .jobs import Settings
from .servers import SharedServers


def start_examiner(settings: Settings, servers: SharedServers | None) -> subprocess.Popen[bytes]:
    """Start an examiner, which gets the next sockets of the servers, and then the servers.

    They take about as long to start as the examiner does.
    """
    sockets = servers.take() if servers is not None else {}
    numbers = {kind: each.fileno() for kind, each in sockets.items()}
    encoded_settings = msgspec.json.encode(replace(settings, servers=numbers)).decode()
    try:
        return subprocess.Popen(
            [*python_command("grader.examiner.service"), encoded_settings],
            env=_environment(),
            pass_fds=tuple(numbers.values()),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    finally:
        for each in sockets.values():
            each.close()
        if servers is not None:
            servers.start()


def _environment() -> dict[str, str]:
    """Return the user's environment, made fit for an examiner.

    Without what would open the closed pytest session, or start threads.
    """
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")
    }
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    environment["PYTHONPATH"] = package_parent()
    environment.setdefault("OMP_NUM_THREADS", "1")
    environment.setdefault("OPENBLAS_NUM_THREADS", "1")
    return environment
