"""Each student's page with the grade and its reasons, marks and comments."""

from .contract import ClassRecords, Exported, Exporter


def page_files(class_: ClassRecords) -> Exported:
    """Return a page for each student, by its file's name."""
    names = class_.file_names
    records = [record for record in class_.records if record.grade.hold is None]
    files = {f"{names[record.submission]}.html": class_.page(record) for record in records}
    return Exported(
        files=files,
        summary=f"{len(files)} page{'' if len(files) == 1 else 's'}",
        warnings=tuple(
            f"{record.grade.student.name}: held by {record.grade.hold.by}, no page is written"
            for record in class_.records
            if record.grade.hold is not None
        ),
    )


EXPORTER = Exporter(
    name="pages",
    help=(
        "Write each student's page with the grade and its reasons, marks and comments."
        " Reasons of overrides are in it. Whom a person holds gets none."
    ),
    output="pages/",
    files=page_files,
)
