"""Look around inside the walls, with the Python that runs this, and print in JSON what is there.

The arguments are folders that must not be seen. Nothing of a course is loaded,
so it takes a moment; a submission's own folders are mounted as for a real one.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from lrgrade.examine import walls
from lrlab.exercises import default_course

INSIDE = """
import json, os, sys
from importlib.util import find_spec
from pathlib import Path
sys.path.insert(0, "/box")
from lrgrade.sandbox import namespaces
kept, nested = namespaces.temporary_contents(), True
namespaces.become(65534)
try:
    namespaces.enter()
except OSError:
    nested = False
if os.fork():
    sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
if nested:
    namespaces.furnish(2**20, kept)
namespaces.give_up_privileges()
import wave
import msgpack
writable, moved = set(), []
for top, folders, _ in os.walk("/"):
    if top in ("/proc", "/sys", "/usr"):
        folders.clear()
        continue
    try:
        Path(top, "note").write_text("x")
        writable.add(top)
    except OSError:
        pass
for folder in Path(sys.prefix).parents:
    try:
        folder.rename(f"{folder}-moved")
        moved.append(str(folder))
    except OSError:
        pass
print(json.dumps({
    "prefix": sys.prefix,
    "font": Path(find_spec("matplotlib").origin).with_name("mpl-data").joinpath("fonts/ttf/DejaVuSans.ttf").is_file(),
    "seen": {path: os.listdir(path) for path in sys.argv[1:] if os.path.isdir(path) and os.listdir(path)},
    "writable": sorted(writable),
    "moved": moved,
}))
"""


def main() -> None:
    walls.require_walls()
    with tempfile.TemporaryDirectory() as folder:
        box = Path(folder) / "box"
        walls.pack_box(box, default_course())
        inside = [sys.executable, "-I", "-B", "-c", INSIDE, *sys.argv[1:]]
        hidden = [Path(path) for path in sys.argv[1:]]
        command = walls.command_for(inside, hidden, box=str(box))
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    print(json.dumps(json.loads(ran.stdout) if ran.returncode == 0 else {"failed": ran.stderr[-2000:]}))


if __name__ == "__main__":
    try:
        main()
    except walls.NoWallsError as refusal:
        print(json.dumps({"refused": str(refusal)}))
