"""`lrgrade build` on the course itself, copied, so that the checkout stays as it is."""

import shutil

import nbformat
import pytest

from helpers.course import COURSE, ROOT
from lrgrade.authoring.build import build
from lrgrade.authoring.complete import IncompleteError
from lrgrade.authoring.leaks import leaks_in
from lrgrade.authoring.misconceptions import misconceptions_of
from lrgrade.course.editions import edition_of, read_editions, read_release
from lrgrade.course.probes import probes_of
from lrgrade.course.source import between
from lrlab.workbook.solutions import BEGIN_SOLUTION, END_SOLUTION

NOTEBOOK = "01-sigmoid/sigmoid.ipynb"


@pytest.fixture
def course(tmp_path):
    # Its list is that of the checkout, which is the package that Python imports.
    leave_out = shutil.ignore_patterns("__pycache__", "exercises.toml")
    for folder in ("solutions", "notebooks", "lrlab", "grading/exercises"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=leave_out)
    shutil.copy(ROOT / "grading" / "editions.json", tmp_path / "grading")
    return tmp_path


def edit(path, change):
    notebook = nbformat.read(path, as_version=4)
    change({cell.id: cell for cell in notebook.cells})
    nbformat.write(notebook, path)


def test_building_twice_changes_nothing(course):
    build(course, COURSE.package, ["01-sigmoid"])
    assert build(course, COURSE.package, ["01-sigmoid"]) == []


def test_a_missing_notebook_and_a_stale_table_are_made_again(course):
    (course / "notebooks" / NOTEBOOK).unlink()
    (course / "lrlab" / "course" / "reference" / "sigmoid.json").write_text("{}")
    changed = {path.name for path in build(course, COURSE.package, ["01-sigmoid"])}
    assert changed == {"sigmoid.ipynb", "sigmoid.json"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "is_rewritten"), [(1 + 1e-13, False), (1 + 1e-9, True)], ids=["a last digit", "a number"]
)
def test_a_table_is_rewritten_for_a_number_and_not_for_its_last_digit(course, change, is_rewritten):
    path = course / "lrlab" / "course" / "reference" / "sigmoid.json"
    held = path.read_text(encoding="utf-8")
    number = "0.8807970779778823"
    assert number in held
    path.write_text(held.replace(number, repr(float(number) * change)), encoding="utf-8")
    assert build(course, COURSE.package, ["01-sigmoid"]) == ([path] if is_rewritten else [])


def test_every_release_is_remembered_the_one_that_is_replaced_as_well(course):
    def rewrite(cells):
        cells["test-score"].source += "\n# A line more."

    # By another tool, or by a version that remembered nothing.
    edit(course / "notebooks" / NOTEBOOK, rewrite)
    (course / "grading" / "editions.json").unlink()
    assert [path.name for path in build(course, COURSE.package, ["01-sigmoid"])] == ["editions.json", "sigmoid.ipynb"]
    earlier, present = read_editions(course, "01-sigmoid").by_number.values()
    assert {name for name in present if present[name] != earlier[name]} == {"test-score"}
    assert present == edition_of(nbformat.read(course / "notebooks" / NOTEBOOK, as_version=4))
    assert build(course, COURSE.package, ["01-sigmoid"]) == []


def test_the_releases_of_this_course_are_remembered():
    for assignment in COURSE.assignments:
        assert edition_of(read_release(ROOT, assignment)) in read_editions(ROOT, assignment).by_number.values()


def test_an_answer_outside_its_marks_stops_the_build(course):
    def leak(cells):
        lines = cells["predict"].source.splitlines()
        begin = next(index for index, line in enumerate(lines) if "BEGIN SOLUTION" in line)
        cells["imports"].source += "\n" + "\n".join(line.strip() for line in lines[begin + 1 : begin + 3])

    edit(course / "solutions" / NOTEBOOK, leak)
    with pytest.raises(IncompleteError, match="cell imports holds a line of predict"):
        build(course, COURSE.package, ["01-sigmoid"])


def test_nothing_is_written_where_something_is_missing(course):
    (course / "notebooks" / NOTEBOOK).unlink()
    (course / "lrlab" / "course" / "reference" / "sigmoid.json").unlink()
    (course / "grading" / "exercises" / "predict" / "misconceptions.py").unlink()
    with pytest.raises(IncompleteError):
        build(course, COURSE.package, ["01-sigmoid"])
    assert not (course / "notebooks" / NOTEBOOK).exists()
    assert not (course / "lrlab" / "course" / "reference" / "sigmoid.json").exists()


@pytest.mark.parametrize("module", ["lrlab/course/plots/help.py", "lrlab/checking/help.py"])
def test_an_answer_in_what_a_learner_installs_stops_the_build(course, module):
    (course / module).write_text("def predict(X, w, b):\n    " + our_line(course, "predict"))
    with pytest.raises(IncompleteError, match=r"help\.py holds a line of predict"):
        build(course, COURSE.package, ["01-sigmoid"])


def our_line(course, name):
    """A line of a model answer that tells something."""
    cells = nbformat.read(course / "solutions" / NOTEBOOK, as_version=4).cells
    source = next(cell.source for cell in cells if cell.id == name)
    return max(between(source, BEGIN_SOLUTION, END_SOLUTION).splitlines(), key=len).strip()


def test_outputs_and_marks_in_a_release_are_leaks():
    source = nbformat.read(ROOT / "solutions" / NOTEBOOK, as_version=4)
    found = leaks_in(source, source, [])
    assert any("holds an output" in line for line in found)
    assert any("holds the mark ### BEGIN SOLUTION" in line for line in found)
    assert any("holds the mark ### BEGIN HIDDEN TESTS" in line for line in found)


def test_a_file_of_the_authors_that_is_not_there_is_named():
    with pytest.raises(FileNotFoundError, match=r"nothing/probes\.py"):
        probes_of(ROOT, "nothing")
    with pytest.raises(FileNotFoundError, match=r"nothing/misconceptions\.py"):
        misconceptions_of(ROOT, "nothing")


def test_data_and_modules_beside_a_source_are_released_as_they_are(course):
    beside = {"measured.csv": b"x;y\r\n1;2\r\n", "tools/table.py": b"ROWS = 3\n", "picture.png": b"\x89PNG\xff"}
    for name, content in beside.items():
        path = course / "solutions" / "01-sigmoid" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    for litter in (".ipynb_checkpoints/sigmoid.ipynb", "tools/__pycache__/table.pyc", "old.ipynb"):
        path = course / "solutions" / "01-sigmoid" / litter
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}")
    folder = course / "notebooks" / "01-sigmoid"
    changed = [str(path.relative_to(folder)) for path in build(course, COURSE.package, ["01-sigmoid"])]
    assert changed == sorted(beside)
    assert {name: (folder / name).read_bytes() for name in beside} == beside
    assert build(course, COURSE.package, ["01-sigmoid"]) == []


@pytest.mark.parametrize("text", ["### BEGIN HIDDEN TESTS\nassert True\n", "def f(z):\n    {answer}\n"])
def test_a_file_beside_a_source_that_holds_an_answer_stops_the_build(course, text):
    source = nbformat.read(course / "solutions" / NOTEBOOK, as_version=4)
    answers = "\n".join(between(cell.source, BEGIN_SOLUTION, END_SOLUTION) for cell in source.cells)
    line = next(line.strip() for line in answers.splitlines() if len(line) > 24 and "#" not in line)
    (course / "solutions" / "01-sigmoid" / "helper.py").write_text(text.format(answer=line))
    with pytest.raises(IncompleteError, match=r"helper\.py holds .*, which students would see"):
        build(course, COURSE.package, ["01-sigmoid"])
    assert not (course / "notebooks" / "01-sigmoid" / "helper.py").exists()
