"""Finding the files and cells of a submission that are a task's."""
