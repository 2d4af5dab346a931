"""Where Alembic begins: it takes its steps on a connection that is handed to it."""

from alembic import context

from grader.gradebook.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
