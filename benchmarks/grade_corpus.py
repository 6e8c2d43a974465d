"""Every answer of the corpus through a real grading run: `python benchmarks/grade_corpus.py [ASSIGNMENT ...]`.

Each answer is handed in as a notebook whose other exercises hold the model
answers, and is graded by `lrgrade` behind its walls. A right answer must keep
every point of its exercise (but the one for silence, where it is a noisy one);
a wrong one must lose some. Prints what disagrees, and the count; takes about
ten minutes.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from repository import COURSE, ROOT, Answer, answers_of

from lrgrade.authoring.demo import Student, hand_in
from lrgrade.course.app import Folders
from lrgrade.course.folder import CourseFolder
from lrgrade.pipeline import app_of, grade
from lrgrade.report.scores import Scores, scores_of
from lrlab.exercises import notebook_of
from lrlab.workbook.solutions import nbgrader_of, solution_cells, source_notebook, without_marks


def main(assignments: list[str]) -> int:
    """Grade the corpus of some assignments; 1 if any verdict disagrees."""
    disagreements = count = 0
    for assignment in assignments:
        with tempfile.TemporaryDirectory() as folder:
            for answer, scores in graded(assignment, Path(folder)):
                count += 1
                if not agrees(answer, scores):
                    disagreements += 1
                    print(f"disagrees: {answer}: {scores.of(answer.exercise)}")
        print(f"{assignment}: {count} answers so far, {disagreements} disagreements", flush=True)
    return 1 if disagreements else 0


def graded(assignment: str, folder: Path) -> list[tuple[Answer, Scores]]:
    """Hand in every answer to the exercises of an assignment and grade them all."""
    for name in ("solutions", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "grading" / "exercises", folder / "grading" / "exercises")
    shutil.copy(ROOT / "grading" / "nbgrader_config.py", folder / "grading")
    course = CourseFolder(folder)
    app = app_of(course)
    release = nbformat.read(folder / "notebooks" / assignment / notebook_of(assignment), as_version=4)
    model = {cell.id: without_marks(cell.source) for cell in solution_cells(source_notebook(ROOT, assignment))}
    # A student may empty the cells that only show something; drawing them 640 times proves nothing.
    emptied = {cell.id: "" for cell in release.cells if cell.cell_type == "code" and not nbgrader_of(cell)}
    answers, folders = {}, Folders(app.coursedir, assignment)
    for exercise in COURSE.of(assignment):
        for number, answer in enumerate(answers_of(exercise.name)):
            student = f"{exercise.name}-{number:02}"
            answers[student] = answer
            written = {**model, exercise.name: answer.source}
            hand_in(Student(student, "", 0, [], written, edited=emptied), release, folders)
    assert len(list(grade(course, assignment))) == len(answers)
    return [(answers[scores.student], scores) for scores in scores_of(app, assignment)]


def agrees(answer: Answer, scores: Scores) -> bool:
    """Whether the points of the answer's exercise are what its verdict in the corpus asks for."""
    lost = [test.test for test in scores.tests if test.exercise == answer.exercise and test.score < test.worth]
    beyond_silence = [test for test in lost if not test.endswith("-silent")]
    if not answer.is_right:
        return bool(beyond_silence)
    return not (beyond_silence if answer.verdict == "right but noisy" else lost)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or [*COURSE.assignments]))
