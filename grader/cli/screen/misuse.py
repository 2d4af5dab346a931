"""A command that was called wrongly, said in the language that is spoken."""

import click

from grader.language import Language, spoken_language, tr


def show_misuse(error: click.UsageError) -> None:
    """Say what is wrong with a call, and where its help is; in English as click says it."""
    if spoken_language() is Language.EN:
        error.show()
        return
    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
        command = error.ctx.command_path
        click.echo(tr("`{command} --help` explains it.", command=command) + "\n", err=True)
    click.echo(tr("Error: {sentence}", sentence=_explain_misuse(error)), err=True)


def _explain_misuse(error: click.UsageError) -> str:
    """Return what is wrong; what a value may be stays as click says it."""
    if isinstance(error, click.NoSuchOption):
        return tr("there is no option {name}", name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return tr("{name} does not fit: {why}", name=error.option_name, why=error.message)
    if isinstance(error, click.BadParameter) and error.param is not None and error.ctx is not None:
        name = error.param.get_error_hint(error.ctx)
        if isinstance(error, click.MissingParameter):
            return tr("{name} is missing", name=name)
        return tr("{name} does not fit: {why}", name=name, why=error.message)
    return error.format_message()
