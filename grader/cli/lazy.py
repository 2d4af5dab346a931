"""click's group of commands that are imported when they are called."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from grader.language import tr

from .screen.helping import SpokenContext
from .table import MOVED, Audience, Listed


class HelpfulGroup(click.Group):
    """A group that answers an unknown command with the nearest that it has."""

    context_class = SpokenContext

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was asked for.

        Raises click's UsageError with the nearest name when there is none.
        """
        names = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in names:
            ctx.fail(_explain_unknown_command(args[0], names, ctx.command_path))
        return super().resolve_command(ctx, args)


class LazyGroup(HelpfulGroup):
    """A group made from a table.  Its help and its completion import no command."""

    def __init__(
        self,
        *,
        listed: Iterable[Listed] = (),
        modules: str = "",
        default: str = "",
        **attributes: Any,
    ) -> None:
        """Take the table; `modules` is what the names of its commands' modules begin with."""
        super().__init__(**attributes)
        self._listed = {entry.name: entry for entry in listed}
        self._modules = modules
        self._default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command first where no command and no help is asked for."""
        first = args[:1]
        if self._default and not {*first} & {*self._listed, *ctx.help_option_names}:
            args = [self._default, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(self._listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now; None when there is none of that name."""
        entry = self._listed.get(cmd_name)
        if entry is None:
            return None
        if entry.commands:
            return LazyGroup(
                name=entry.name,
                help=entry.help,
                listed=entry.commands,
                modules=f"{entry.name}_",
                default=entry.default,
            )
        module = import_module(f"grader.cli.commands.{self._modules}{entry.name}")
        command: click.Command = module.command
        command.name = entry.name
        command.context_class = SpokenContext
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, those of one audience together."""
        width = max(map(len, self._listed), default=0)
        for audience in (*Audience, None):
            rows = [
                (f"{entry.name:<{width}}", entry.help)
                for entry in self._listed.values()
                if entry.audience is audience
            ]
            if rows:
                with formatter.section(audience.value if audience else "Commands"):
                    formatter.write_dl(rows)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return the names and options that begin so, without importing a command."""
        names = [
            click.shell_completion.CompletionItem(entry.name, help=entry.help)
            for entry in self._listed.values()
            if entry.name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]


def _explain_unknown_command(name: str, names: Iterable[str], path: str) -> str:
    """Return the sentence for a command that does not exist, with what was probably meant."""
    nearest = get_close_matches(name, list(names), n=3, cutoff=0.5)
    if f"{path} {name}" in MOVED:
        now = MOVED[f"{path} {name}"]
        return tr("there is no command {name!r}; it is `{now}` now", name=name, now=now)
    if nearest:
        return tr(
            "there is no command {name!r}; did you mean {names}?",
            name=name,
            names=tr(" or ").join(nearest),
        )
    return tr(
        "there is no command {name!r}; `{path} --help` lists the commands.", name=name, path=path
    )
