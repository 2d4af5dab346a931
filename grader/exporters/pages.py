"""Each student's page with the grade and its reasons, marks and comments."""

from grader.exporters.contract import ClassRecords, Exported, Exporter


def page_files(class_: ClassRecords) -> Exported:
    """Return a page for each student, by its file's name."""
    names = class_.file_names
    files = {f"{names[record.submission]}.html": class_.page(record) for record in class_.records}
    return Exported(files=files, summary=f"{len(files)} page{'' if len(files) == 1 else 's'}")


EXPORTER = Exporter(
    name="pages",
    help=(
        "Write each student's page with the grade and its reasons, marks and comments."
        " Reasons of overrides are in it."
    ),
    output="pages/",
    files=page_files,
)
