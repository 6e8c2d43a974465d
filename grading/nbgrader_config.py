"""How nbgrader works on this course. Every `nbgrader` command run from this folder reads it, and so does `lrgrade`."""

from lrgrade.course.settings import configure

c = get_config()  # noqa: F821  (nbgrader provides it)

# Where everything lies and by which steps a submission is graded; whatever is set below it holds instead.
configure(c, __file__, package="lrlab.course")

# In kilobytes. A submission with every figure drawn has about 2 MB.
c.CourseDirectory.max_file_size = 20_000

# Submissions run behind walls (SECURITY.md). Where none can be built, "process" separates them from the tests alone.
# Every limit that they meet there is in lrgrade/examine/limits.py, and is set as here.
c.Examine.isolation = "walls"
c.Limits.call_cpu = 5
