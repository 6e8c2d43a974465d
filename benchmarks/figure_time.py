"""How long the figures of the course take to draw: `python benchmarks/figure_time.py`.

Runs the notebooks of `solutions/` and measures each figure where it stands, in
forks of this warm interpreter, as a grader runs a notebook: the first time that
a fork draws it, and the times after that, as when a slider moves. Milliseconds
of processor time for the whole expression, the learner's functions and widgets
included; the median of several. 0.0 means: drawn before and kept.
"""

import ast
import contextlib
import gc
import io
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from repository import COURSE
from rich.console import Console
from rich.table import Table

from lrgrade.course.source import available, write_workbook
from lrlab.course import plots
from lrlab.workbook.solutions import nbgrader_of, source_notebook

ROOT = Path(__file__).parents[1]
FORKS = 5
REPEATS = 5


def main() -> None:
    """Measure and print the table."""
    page = Table(title=f"figures, median milliseconds ({os.cpu_count()} cores)", title_justify="left")
    for heading in ("notebook", "figure", "first in a fork", "again"):
        page.add_column(heading, justify="left" if heading in ("notebook", "figure") else "right")
    plots.warm_up()
    every = []
    with tempfile.TemporaryDirectory() as workbook:
        write_workbook(ROOT, COURSE, Path(workbook))
        os.environ |= {"LRLAB_WORKBOOK": workbook, "LRLAB_SAVE": "0"}
        for assignment in available(ROOT, COURSE):
            for figure, show in _figures(assignment):
                runs = [
                    _in_a_fork(lambda show=show: [_milliseconds(show) for _ in range(REPEATS)]) for _ in range(FORKS)
                ]
                times = median(first for first, *_ in runs), median(time for _, *again in runs for time in again)
                page.add_row(assignment, figure, *(f"{time:.1f}" for time in times))
                every.append(times)
    Console().print(page)
    print("together: " + ", ".join(f"{sum(column):.0f} ms" for column in zip(*every, strict=True)))


def _figures(assignment: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Run a notebook's cells; before each figure stop, with its name and what draws it."""
    namespace: dict[str, Any] = {}
    for cell in source_notebook(ROOT, assignment).cells:
        if cell.cell_type != "code" or nbgrader_of(cell).get("grade"):
            continue
        *statements, last = ast.parse(cell.source).body
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(ast.Module(statements, []), cell.id, "exec"), namespace)
            if ast.unparse(last).startswith("plots."):
                show = compile(ast.Expression(last.value), cell.id, "eval")
                yield ast.unparse(last.value.func).removeprefix("plots."), lambda show=show: eval(show, namespace)
            else:
                exec(compile(ast.Module([last], []), cell.id, "exec"), namespace)


def _in_a_fork(measure: Callable[[], Any]) -> Any:
    read, write = os.pipe()
    # As a grader does: or the first collection in the fork would copy the whole heap.
    gc.collect()
    gc.freeze()
    if not os.fork():
        os.write(write, pickle.dumps(measure()))
        os._exit(0)
    os.wait()
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        return pickle.loads(answer.read())


def _milliseconds(show: Callable[[], Any]) -> float:
    start = process_time()
    show()._repr_mimebundle_()
    return 1000 * (process_time() - start)


if __name__ == "__main__":
    main()
