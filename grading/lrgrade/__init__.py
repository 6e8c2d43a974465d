"""The instructor's side of the course, on top of nbgrader."""

import os
import sys
from pathlib import Path

# nbgrader runs the command `alembic` when it makes a gradebook. It lies beside this Python, which is not
# on the path where an environment is used without being activated.
_scripts = str(Path(sys.executable).parent)
if _scripts not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join(filter(None, [_scripts, os.environ.get("PATH")]))

# jsonschema builds a grammar of international web addresses as it is imported, which would take each of our processes
# more than a second. It does without where the package is not installed, and no notebook's schema asks for it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
