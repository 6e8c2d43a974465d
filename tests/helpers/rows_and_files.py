"""The gradebook without generated ids, and the autograded folder as text and modes: what two gradings must share."""

import stat
from typing import Any

import sqlalchemy

# What names a row of each table in place of its generated id; a table comes after those that it points to.
_NATURAL = {
    "assignment": ["name"],
    "notebook": ["assignment_id", "name"],
    "base_cell": ["notebook_id", "name"],
    "source_cell": ["notebook_id", "name"],
    "submitted_assignment": ["assignment_id", "student_id"],
    "submitted_notebook": ["assignment_id", "notebook_id"],
    "grade": ["notebook_id", "cell_id"],
    "comment": ["notebook_id", "cell_id"],
}


def rows_of(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, by table, sorted; ids are replaced by what they stand for."""
    tables, engine = sqlalchemy.MetaData(), sqlalchemy.create_engine(url)
    try:
        with engine.connect() as connection:
            tables.reflect(connection)
            found = {name: connection.execute(table.select()).mappings().all() for name, table in tables.tables.items()}
    finally:
        engine.dispose()
    known: dict[Any, str] = {}
    for name, key in _NATURAL.items():
        for row in found[name]:
            # An id that stands for nothing stays, and makes a difference.
            known[row["id"]] = "/".join([name, *(str(known.get(row[column], row[column])) for column in key)])
    named = {
        name: [{key: known.get(value, value) for key, value in row.items()} for row in rows]
        for name, rows in found.items()
    }
    return {name: sorted(rows, key=repr) for name, rows in sorted(named.items())}


def files_of(autograded) -> dict[str, tuple[str, str]]:
    """Every file and folder below the autograded folder by name: its mode, and the text of a file."""
    return {
        str(path.relative_to(autograded)): (
            stat.filemode(path.lstat().st_mode),
            path.read_text(encoding="utf-8") if path.is_file() else "",
        )
        for path in sorted(autograded.rglob("*"))
    }
