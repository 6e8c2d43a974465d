"""For nbgrader's commands, and Jupyter with its formgrader, that are started here: the configuration of grading/."""

load_subconfig("grading/nbgrader_config.py")  # noqa: F821  (nbgrader provides it)
