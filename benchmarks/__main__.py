"""`python -m benchmarks NAME`."""

from __future__ import annotations

import click

from benchmarks.batch import batch
from benchmarks.check import check
from benchmarks.growth import growth
from benchmarks.pages import pages
from benchmarks.profile import profile
from benchmarks.rejudge import rejudge
from benchmarks.remembered import remembered
from benchmarks.roles import roles
from benchmarks.similarity import similarity
from benchmarks.unchanged import unchanged
from benchmarks.verify import verify
from benchmarks.watch import watch


@click.group()
def cli() -> None:
    """Benchmarks, each a ratio within one run."""


cli.add_command(check)
cli.add_command(batch)
cli.add_command(growth)
cli.add_command(pages)
cli.add_command(profile)
cli.add_command(rejudge)
cli.add_command(remembered)
cli.add_command(roles)
cli.add_command(similarity)
cli.add_command(unchanged)
cli.add_command(verify)
cli.add_command(watch)
cli()
