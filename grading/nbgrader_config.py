"""How nbgrader works on this course. Every `nbgrader` command run from this folder reads it, and so does `lrgrade`."""

from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader provides it)

# One folder for the whole course; what nbgrader makes of submissions stays below grading/.
c.CourseDirectory.course_id = "lrlab"
# The package that ships to learners and lists the exercises.
c.CourseFolder.package = "lrlab.course"
c.CourseDirectory.root = str(Path(__file__).resolve().parents[1])
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.solution_directory = "grading/solution"
c.CourseDirectory.db_url = f"sqlite:///{c.CourseDirectory.root}/grading/gradebook.db"

# In kilobytes. A submission with every figure drawn has about 2 MB.
c.CourseDirectory.max_file_size = 20_000

# Registers an assignment that the gradebook does not know yet, so that a fresh clone can grade at once.
c.Autograde.pre_convert_hook = "lrgrade.steps.register_if_missing"

# A submission is read without trusting its file, and what is graded is rebuilt from our copy.
c.Autograde.exporter_class = "lrgrade.steps.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    "lrgrade.steps.Rebuild",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "lrgrade.steps.Examine",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "lrgrade.steps.SaveReview",
    "lrgrade.steps.SaveFindings",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Submissions run behind walls (SECURITY.md). Where none can be built, "process" separates them from the tests alone.
# Every limit that they meet there is in lrgrade/examine/limits.py, and is set as here.
c.Examine.isolation = "walls"
c.Limits.call_cpu = 5
