"""What nbgrader's configuration names: our steps of its Autograde, and the hook before it.

Each step is a thin coat: it reads nbgrader's settings and resources, and leaves
the work to the room that knows about it. For `lrgrade autograde` the same steps
are taken by a worker, which has no gradebook (`WorkerSteps`).

Written against nbgrader 0.9.6. Its documentation promises none of this:
- `nbgrader.preprocessors.NbGraderPreprocessor`: what a step of its converters is, and the resources that it is given;
- `nbgrader.converters.Autograde.sanitize_preprocessors`, `nbgrader.converters.Autograde.autograde_preprocessors`: the
  steps that the configuration names;
- `nbgrader.preprocessors.OverwriteCells`, `nbgrader.preprocessors.OverwriteKernelspec`,
  `nbgrader.preprocessors.SaveAutoGrades`, `nbgrader.preprocessors.AssignLatePenalties`: those that open the gradebook;
- `nbgrader.preprocessors.CheckCellMetadata`: the one that only looks.

Written against nbconvert 7.17.2: `nbconvert.exporters.exporter.ResourcesDict`, as which resources are passed.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets import Enum, List, Unicode
from traitlets.config import Application, Config
from traitlets.utils.importstring import import_item

from lrgrade.course.app import Folders, NbGrader, coursedir_of, folders_of_class
from lrgrade.course.converters import as_registered, as_shown
from lrgrade.course.editions import Editions, read_editions, remember
from lrgrade.course.folder import course_in, find_course_folder
from lrgrade.examine.execute import Conditions, examine, wait_until_ready
from lrgrade.examine.findings import findings_in
from lrgrade.examine.limits import Limits
from lrgrade.examine.machine import is_the_machines, told
from lrgrade.examine.walls import Isolation
from lrgrade.gradebook.database import Gradebook, forget_ungraded
from lrgrade.gradebook.feedback import take_away_feedback
from lrgrade.gradebook.findings_table import create_table, save_findings
from lrgrade.gradebook.register import ensure_registered
from lrgrade.gradebook.result import Places
from lrgrade.gradebook.review import save_remarks
from lrgrade.gradebook.rows import Page
from lrgrade.intake.basis import Basis, put_basis, put_examined
from lrgrade.intake.digests import contents_of, digest_of
from lrgrade.intake.rebuild import what_is_graded
from lrgrade.intake.remarks import remarks_in
from lrgrade.intake.submissions import Submission, take_in
from lrlab.exercises import notebook_of
from lrlab.workbook.solutions import source_notebook

Resources = dict[str, Any]
# Where the resources keep the Submission.
_TAKEN = "lrgrade"


_HALTED = "Nothing can be graded here: {why}\nWhat was graded before is kept."


class _Halt(SystemExit, KeyboardInterrupt):
    """Ends nbgrader's run with a sentence and the status 1.

    As a KeyboardInterrupt, nbgrader lets it through after it has cleared away what it was at.
    """


class SubmissionExporter(NotebookExporter):
    """nbgrader's way to the file of a notebook: what was handed in is read without trusting it, our own as it is."""

    _taken: Submission | None = None

    def __init__(self, **kw: Any):
        super().__init__(**kw)
        try:
            # Before nbgrader clears away what was graded before.
            wait_until_ready(Examine(parent=self).conditions())
        except Exception as error:
            if is_the_machines(error):
                raise _Halt(_HALTED.format(why=told(error))) from None
            raise

    def from_filename(
        self, filename: str, resources: Resources | None = None, **kw: Any
    ) -> tuple[NotebookNode, Resources]:
        """Read a notebook, and run the steps that are configured."""
        resources = resources if resources is not None else ResourcesDict()
        coursedir, student, path = coursedir_of(self), resources["nbgrader"]["student"], Path(filename)
        folders = Folders(coursedir, resources["nbgrader"]["assignment"])
        try:
            if path.is_relative_to(folders.graded(student)):
                # It was sanitised before; what lay beside it is known from then.
                resources |= {_TAKEN: self._taken}
                return super().from_filename(filename, resources=resources, **kw)
            ours = as_registered(source_notebook(Path(coursedir.root), folders.assignment), self)
            basis = Basis(digest_of(path.parent), self._contents(Path(coursedir.root), folders))
            taken = replace(take_in(path, coursedir.max_file_size, folders, as_shown(ours)), basis=basis)
            self._taken = taken
            take_away_feedback(folders, student)
            resources |= _resources(taken, path.stem, path.parent)
            return self.from_notebook_node(taken.notebook or new_notebook(), resources=resources, **kw)
        except Exception as error:
            # nbgrader has entered the submission by now, and exports a 0 for it.
            forget_ungraded(coursedir.db_url, folders.assignment, student)
            if is_the_machines(error):
                raise _Halt(_HALTED.format(why=told(error))) from None
            raise

    def _contents(self, root: Path, folders: Folders) -> dict[str, str]:
        return contents_of(root, course_in(self.config), folders.assignment, folders.source)


class Rebuild(NbGraderPreprocessor):
    """The first of nbgrader's sanitising steps: our copy of the notebook with the student's answers in it."""

    _source: NotebookNode | None = None
    _ours: NotebookNode
    _editions: Editions

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Give the rebuilt notebook; remarks of the intake and of the rebuilding are kept in its metadata."""
        facts = resources["nbgrader"]
        ours = self._our_copy(Path(coursedir_of(self).root), facts["assignment"])
        taken = resources.get(_TAKEN) or Submission(facts["student"], nb)
        theirs = nb if taken.notebook is not None else None
        course, assignment = course_in(self.config), facts["assignment"]
        rebuilt = what_is_graded(course, assignment, ours, theirs, taken.remarks, self._editions)
        if taken.basis is not None:
            put_basis(rebuilt, taken.basis)
        return rebuilt, resources

    def _our_copy(self, root: Path, assignment: str) -> NotebookNode:
        source = source_notebook(root, assignment)
        if source is not self._source:
            self._source, self._ours = source, as_registered(source, self)
            self._editions = read_editions(root, assignment)
        return self._ours


class Examine(NbGraderPreprocessor):
    """Run the cells that students may edit in a sandbox and the others outside of it; keep the outputs of all."""

    isolation = Enum(
        [one.value for one in Isolation],
        Isolation.WALLS.value,
        help="What separates a submission from this machine: 'walls' (bubblewrap and the kernel's namespaces), or "
        "'process' for a process of its own and no more. Tests are out of a submission's reach either way.",
    ).tag(config=True)
    hidden = List(
        Unicode(),
        help="Folders that no submission may see, beside those of the course and the exchange, wherever they lie.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Run every code cell. Raises NotJudgedError, and MachineError where nothing could be run."""
        facts = resources["nbgrader"]
        folder = Path(resources.get("metadata", {}).get("path") or ".").resolve()

        def warn(line: str) -> None:
            self.log.warning("%s: %s", facts["student"], line)

        taken = resources.get(_TAKEN)
        examine(nb, facts["assignment"], folder, self.conditions(), warn, taken.files if taken else {})
        put_examined(nb)
        return nb, resources

    def conditions(self) -> Conditions:
        """Under which submissions are examined."""
        return Conditions(
            root=Path(coursedir_of(self).root).resolve(),
            course=course_in(self.config),
            limits=Limits(parent=self),
            isolation=Isolation(self.isolation),
            hidden=tuple(self.all_hidden()),
        )

    def all_hidden(self) -> list[Path]:
        """The folders that no submission may see: where nbgrader is configured to keep things, and those named."""
        return [*folders_of_class(self), *map(Path, self.hidden)]


class _Save(NbGraderPreprocessor):
    """A step that saves something of a graded notebook beside its scores. Runs after SaveAutoGrades."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Save it, in the place of what an earlier grading of the same submission has saved."""
        facts = resources["nbgrader"]
        with Gradebook(facts["db_url"]) as gradebook:
            self.save(gradebook, nb, **{key: facts[key] for key in ("notebook", "assignment", "student")})
            gradebook.db.commit()
        return nb, resources

    def save(self, gradebook: Gradebook, nb: NotebookNode, notebook: str, assignment: str, student: str) -> None:
        """Save it, and leave the commit to the step."""
        raise NotImplementedError


class SaveReview(_Save):
    """Mark in the gradebook what a person should look at, and why."""

    def save(self, gradebook: Gradebook, nb: NotebookNode, notebook: str, assignment: str, student: str) -> None:
        """Save the notebook's remarks."""
        submitted = gradebook.find_submission_notebook(notebook, assignment, student)
        save_remarks(remarks_in(nb), Places.of(nb), Page.of(submitted.notebook), submitted)


class SaveFindings(_Save):
    """Save what the examination found out about each exercise."""

    def save(self, gradebook: Gradebook, nb: NotebookNode, notebook: str, assignment: str, student: str) -> None:
        """Save the notebook's findings."""
        create_table(gradebook.db)
        save_findings(gradebook.db, student, assignment, findings_in(nb))


def register_if_changed(assignment: str, notebooks: list[str], **_: Any) -> None:
    """nbgrader's hook before a submission is graded: register an assignment that the gradebook lacks or has as it was.

    Else its steps would put the tests and points of the gradebook back into the place of ours.
    """
    running = Application.instance() if Application.initialized() else None
    chosen = getattr(getattr(running, "coursedir", None), "db_url", None)
    overrides = Config({"CourseDirectory": {"db_url": chosen}}) if chosen else None
    ensure_registered(find_course_folder(Path(notebooks[0]).parent).app(overrides), assignment)


def remember_release(assignment: str, notebooks: list[str], **_: Any) -> None:
    """nbgrader's hook after an assignment was generated: remember the edition that now lies in `notebooks/`."""
    remember(find_course_folder(Path(notebooks[0]).parent).root, assignment)


# What these look up in the gradebook, `Rebuild` has put in its place; what they save there is noted in a Result.
_ABOUT_THE_GRADEBOOK = (
    *(OverwriteCells, OverwriteKernelspec, SaveAutoGrades, SaveReview, SaveFindings),
    AssignLatePenalties,
)
# nbgrader's metadata were checked when the assignment was registered, and Rebuild uses those alone.
_NOT_FOR_A_WORKER = (*_ABOUT_THE_GRADEBOOK, CheckCellMetadata)


class WorkerSteps:
    """The steps that the configuration names for nbgrader's Autograde, without those that need the gradebook."""

    def __init__(self, app: NbGrader, assignment: str):
        self._facts = {"assignment": assignment, "db_url": app.coursedir.db_url}
        self._name = notebook_of(assignment).removesuffix(".ipynb")
        self._steps = list(_steps(app))

    def take(self, submission: Submission, folder: Path) -> NotebookNode:
        """The notebook that they make of a submission. folder: where it runs."""
        facts = {"student": submission.student, "notebook": self._name, **self._facts}
        resources = ResourcesDict(nbgrader=facts, **_resources(submission, self._name, folder))
        notebook = submission.notebook or new_notebook()
        for step in self._steps:
            notebook, resources = step(notebook, resources)
        return notebook


def _steps(app: NbGrader) -> Iterator[NbGraderPreprocessor]:
    converter = Autograde(coursedir=app.coursedir, parent=app)
    for one in (*converter.sanitize_preprocessors, *converter.autograde_preprocessors):
        kind = import_item(one) if isinstance(one, str) else one
        if kind not in _NOT_FOR_A_WORKER:
            yield kind(parent=app)


def _resources(submission: Submission, name: str, folder: Path) -> Resources:
    return {"metadata": ResourcesDict(name=name, path=str(folder)), _TAKEN: submission}
