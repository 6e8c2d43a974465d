"""How nbgrader works on this course. Every `nbgrader` command run from this folder reads it, and so does `lrgrade`."""

from lrgrade.course.settings import configure, read_local_settings

c = get_config()  # noqa: F821  (nbgrader provides it)

# Where everything lies and by which steps a submission is graded; whatever is set below it holds instead.
configure(c, __file__, package="lrlab.course")

# In kilobytes. A submission with every figure drawn has about 2 MB.
c.CourseDirectory.max_file_size = 20_000

# Submissions run behind walls (SECURITY.md). Where none can be built, "process" separates them from the tests alone.
# Every limit that they meet there is in lrgrade/examine/limits.py, and is set as here.
c.Examine.isolation = "walls"
c.Limits.call_cpu = 5

# What holds on this machine alone belongs into grading/local_config.py, written as here: git does not look at that.
read_local_settings(c, __file__)
