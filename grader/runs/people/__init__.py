"""People of a class: who they are, when their work came, their records in the gradebook."""
