"""A bubblewrap inside of which the kernel makes no user namespaces, as on machines that forbid to nest them."""

import os
import shlex
import sys
from pathlib import Path

from helpers import no_user_namespaces
from lrgrade.examine.walls import bubblewrap

# By bubblewrap's own means, which need a user namespace themselves, and for root, who does without, by a filter.
_SHIM = {False: 'exec {bwrap} --disable-userns "$@"', True: 'exec {python} {forbid} {bwrap} "$@"'}


def without_nesting(folder: Path, as_root: bool) -> dict[str, str]:
    """Put such a bubblewrap into a folder; gives the environment in which it is the one that is found."""
    words = {"bwrap": bubblewrap(), "python": sys.executable, "forbid": no_user_namespaces.__file__}
    command = _SHIM[as_root].format(**{name: shlex.quote(str(word)) for name, word in words.items()})
    shim = folder / "bwrap"
    shim.write_text(f"#!/bin/sh\n{command}\n")
    shim.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}
