"""Our scores against stock nbgrader's: `python benchmarks/against_stock.py [--demo] [--corpus] [--sample N]`.

The demo class and the answers of the corpus are graded by this course's
configuration and by stock nbgrader with its own `Execute` (`tests/helpers/stock_nbgrader.py`).
Prints every test that got other points, by cause, and how many got the same.
With neither option, both. The whole corpus takes half an hour.

A submission of the corpus holds one answer to each exercise. After the tests of
an exercise stands an added cell with the model answer, so that a wrong answer
costs nothing later on.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from repository import COURSE, ROOT, answers_of

from helpers.stock_nbgrader import UNEXPLAINED, Verdict, verdicts
from lrgrade.authoring.demo import Student, assignment_of, hand_in, make_course, students
from lrgrade.course.app import Folders
from lrgrade.course.converters import release_notebook
from lrgrade.course.folder import CourseFolder
from lrgrade.course.source import exercise_of, test_cells
from lrgrade.pipeline import app_of
from lrlab.workbook.solutions import nbgrader_of, solution_cells, source_notebook, without_marks


def main() -> int:
    """Compare, and print what differs; 1 if anything does without a known cause."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--demo", action="store_true", help="the class of `lrgrade demo`")
    parser.add_argument("--corpus", action="store_true", help="the right and wrong answers of tests/corpus")
    parser.add_argument("--sample", type=int, metavar="N", help="of the corpus, N submissions of each notebook")
    chosen = parser.parse_args()
    both = chosen.demo == chosen.corpus
    unexplained = 0
    if chosen.demo or both:
        unexplained += _report("demo class", demo())
    if chosen.corpus or both:
        for assignment in COURSE.assignments:
            unexplained += _report(f"corpus {assignment}", corpus(assignment, chosen.sample))
    return 1 if unexplained else 0


def demo() -> list[Verdict]:
    """The demo class."""
    with tempfile.TemporaryDirectory() as folder:
        course = make_course(CourseFolder(ROOT), Path(folder) / "course")
        assignment = assignment_of(ROOT)
        release = release_notebook(course.root, assignment)
        folders = Folders(app_of(course).coursedir, assignment)
        for student in students(ROOT):
            hand_in(student, release, folders)
        return verdicts(course, assignment)


def corpus(assignment: str, sample: int | None) -> list[Verdict]:
    """The answers of the corpus to the exercises of an assignment. The student of a verdict is named by the answer."""
    with tempfile.TemporaryDirectory() as folder:
        course = _whole_course(Path(folder))
        model = {cell.id: without_marks(cell.source) for cell in solution_cells(source_notebook(ROOT, assignment))}
        release = _with_model_answers(release_notebook(ROOT, assignment), model)
        # A student may empty the cells that only show something; drawing them so often proves nothing.
        emptied = {cell.id: "" for cell in release.cells if _only_shows(cell)}
        folders = Folders(app_of(course).coursedir, assignment)
        packed = list(_packed(assignment))
        titles = {}
        for number in range(0, len(packed), max(1, len(packed) // (sample or len(packed)))):
            answers = packed[number]
            student = f"student-{number:02}"
            titles.update({(student, name): str(answer) for name, answer in answers.items()})
            written = model | {name: answer.source for name, answer in answers.items()}
            handed_in = Student(student, "", 0, [], written, edited=emptied)
            hand_in(handed_in, release, folders)
        found = verdicts(course, assignment)
        # Where the answers to an exercise were used up, the model answer was tested again.
        named = [(titles.get((one.student, exercise_of(one.test))), one) for one in found]
        return [Verdict(title, *list(vars(one).values())[1:]) for title, one in named if title]


def _packed(assignment: str) -> Iterator[dict]:
    """One answer to each exercise, until all are used up."""
    waiting = {exercise.name: answers_of(exercise.name) for exercise in COURSE.of(assignment)}
    for number in range(max(map(len, waiting.values()))):
        yield {name: answers[number] for name, answers in waiting.items() if number < len(answers)}


def _with_model_answers(release: NotebookNode, model: dict[str, str]) -> NotebookNode:
    notebook = nbformat.from_dict(release)
    last = {exercise_of(cell.metadata.nbgrader.grade_id): cell.id for cell in test_cells(notebook)}
    for name, cell_id in last.items():
        place = next(index for index, cell in enumerate(notebook.cells) if cell.id == cell_id)
        notebook.cells.insert(place + 1, new_code_cell(model[name], id=f"model-{name}".replace("_", "-")))
    return notebook


def _only_shows(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and not nbgrader_of(cell) and not cell.id.startswith("model-")


def _whole_course(root: Path) -> CourseFolder:
    shutil.copytree(ROOT / "solutions", root / "solutions")
    shutil.copytree(ROOT / "grading" / "exercises", root / "grading" / "exercises")
    shutil.copy(ROOT / "grading" / "nbgrader_config.py", root / "grading")
    return CourseFolder(root)


def _report(what: str, found: list[Verdict]) -> int:
    """Print the differences by cause; the number of unexplained ones."""
    differences = [one for one in found if not one.agrees]
    print(f"\n{what}: {len(found)} tests, {len(found) - len(differences)} with the same points.", flush=True)
    for cause, count in Counter(one.cause for one in differences).most_common():
        print(f"  {cause}: {count}")
        for one in differences:
            if one.cause == cause:
                print(f"    {one}", flush=True)
    return sum(one.cause == UNEXPLAINED for one in differences)


if __name__ == "__main__":
    sys.exit(main())
