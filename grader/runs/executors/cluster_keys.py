"""Keys of a cluster: who has none can neither connect nor run code there.

A Dask scheduler runs whatever a client sends it.  So one that this program starts asks for a key
that lives as long as the cluster, and one that runs elsewhere is reached with keys from a folder.
https://distributed.dask.org/en/stable/tls.html
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from grader.errors import CalledWrongly

AUTHORITY, CERTIFICATE, KEY = "ca.pem", "cert.pem", "key.pem"
NO_KEYS = (
    "the cluster's temporary keys cannot be made: install the package cryptography"
    ' (pip install "tensorgrade[staff,cluster]"), or grade without --cluster'
)


def create_temporary_keys(security: Any) -> Any:
    """Return a Security of Dask's with a key that nobody else has.

    `security` is Dask's class.  Raises CalledWrongly when neither cryptography nor openssl is here.
    """
    try:
        return security.temporary()
    except ImportError:
        certificate, key = _create_by_openssl()
    ends = ("client", "scheduler", "worker")
    return security(
        require_encryption=True,
        tls_ca_file=certificate,
        **{f"tls_{end}_cert": certificate for end in ends},
        **{f"tls_{end}_key": key for end in ends},
    )


def load_keys(folder: Path, security: Any) -> Any:
    """Return a Security of Dask's with the keys in a folder.

    Raises CalledWrongly when one of them is not there.
    """
    missing = [name for name in (AUTHORITY, CERTIFICATE, KEY) if not (folder / name).is_file()]
    if missing:
        raise CalledWrongly(
            f"--cluster-tls {folder}: there is no {' and no '.join(missing)}; put the scheduler's"
            f" authority ({AUTHORITY}), your certificate ({CERTIFICATE}) and its key ({KEY}) there"
        )
    return security(
        require_encryption=True,
        tls_ca_file=str(folder / AUTHORITY),
        tls_client_cert=str(folder / CERTIFICATE),
        tls_client_key=str(folder / KEY),
    )


def _create_by_openssl() -> tuple[str, str]:
    """Return a new certificate and its key, as PEM texts."""
    program = shutil.which("openssl")
    if program is None:
        raise CalledWrongly(NO_KEYS)
    with tempfile.TemporaryDirectory(prefix="grade-keys-") as name:
        folder = Path(name)  # only its owner may look into it
        process = subprocess.run(
            [
                *(program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"),
                *("-subj", "/CN=dask-internal", "-addext", "subjectAltName=DNS:dask-internal"),
                *("-keyout", folder / KEY, "-out", folder / CERTIFICATE),
            ],
            capture_output=True,
            check=False,
        )
        if process.returncode:
            raise CalledWrongly(NO_KEYS)
        return (folder / CERTIFICATE).read_text("utf-8"), (folder / KEY).read_text("utf-8")
