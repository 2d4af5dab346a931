"""Keys of a cluster: all of them, or one sentence."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from grader.errors import CalledWrongly
from grader.runs.executors.cluster_keys import (
    AUTHORITY,
    CERTIFICATE,
    KEY,
    create_temporary_keys,
    load_keys,
)


class Security:
    """Dask's class, as far as it is used: it keeps what it was told."""

    def __init__(self, **told: Any) -> None:
        self.told = told

    @classmethod
    def temporary(cls) -> Security:
        return cls(temporary=True)


class WithoutCryptography(Security):
    @classmethod
    def temporary(cls) -> Security:
        raise ImportError("cryptography")


def test_keys_of_a_folder_are_named_to_dask(tmp_path: Path) -> None:
    for name in (AUTHORITY, CERTIFICATE, KEY):
        (tmp_path / name).write_text("x")
    assert load_keys(tmp_path, Security).told == {
        "require_encryption": True,
        "tls_ca_file": str(tmp_path / AUTHORITY),
        "tls_client_cert": str(tmp_path / CERTIFICATE),
        "tls_client_key": str(tmp_path / KEY),
    }


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ((CERTIFICATE, KEY), "there is no ca.pem;"),
        ((AUTHORITY,), "there is no cert.pem and no key.pem;"),
        ((), "there is no ca.pem and no cert.pem and no key.pem;"),
    ],
    ids=["one", "two", "all"],
)
def test_a_key_that_is_not_there_is_named(
    there: tuple[str, ...], missing: str, tmp_path: Path
) -> None:
    for name in there:
        (tmp_path / name).write_text("x")
    with pytest.raises(CalledWrongly, match=missing):
        load_keys(tmp_path, Security)


def test_dask_makes_temporary_keys_where_it_can() -> None:
    assert create_temporary_keys(Security).told == {"temporary": True}


def test_without_cryptography_and_openssl_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(CalledWrongly, match="install the package cryptography"):
        create_temporary_keys(WithoutCryptography)


def openssl(returncode: int) -> Any:
    """What runs in place of openssl: it writes a certificate and a key where it is told."""

    def run(command: list[str], **how: Any) -> subprocess.CompletedProcess[bytes]:
        for option, text in (("-out", "a certificate"), ("-keyout", "a key")):
            Path(command[command.index(option) + 1]).write_text(text)
        return subprocess.CompletedProcess(command, returncode)

    return run


def test_openssl_s_keys_serve_every_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(subprocess, "run", openssl(0))
    told = create_temporary_keys(WithoutCryptography).told
    assert told["require_encryption"] is True and told["tls_ca_file"] == "a certificate"
    ends = ("client", "scheduler", "worker")
    assert {told[f"tls_{end}_key"] for end in ends} == {"a key"}
    assert {told[f"tls_{end}_cert"] for end in ends} == {"a certificate"}


def test_an_openssl_that_fails_makes_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(subprocess, "run", openssl(1))
    with pytest.raises(CalledWrongly, match="temporary keys cannot be made"):
        create_temporary_keys(WithoutCryptography)
