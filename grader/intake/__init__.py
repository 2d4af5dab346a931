"""Reading submissions: folders, archives, notebooks and single files, whatever state they are in."""

from grader.intake.reading import read_class, read_folder, read_submission

__all__ = ["read_class", "read_folder", "read_submission"]
