"""Run the Python files that authors write for an exercise.

The folder `grading/exercises/` is loaded as a package of its own, under a name
that no other course folder has. So `from ..common import two_features` finds the
`common.py` of this course, and two courses in one process keep apart.
"""

import sys
from functools import cache
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def load(root: Path, exercise: str, name: str) -> ModuleType:
    """Run a file of an exercise anew and give it as a module. Raises FileNotFoundError, or what the file raises.

    root: the course folder. name: that of the file, without `.py`.
    """
    folder = root / "grading" / "exercises"
    path = folder / exercise / f"{name}.py"
    spec = spec_from_file_location(f"{_package_of(folder)}.{exercise}.{name}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def _package_of(folder: Path) -> str:
    package = ModuleType(f"exercises_{sha256(str(folder.resolve()).encode()).hexdigest()[:12]}")
    package.__path__ = [str(folder)]
    sys.modules[package.__name__] = package
    return package.__name__
