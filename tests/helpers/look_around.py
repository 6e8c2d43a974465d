"""Examine a few submissions where each needs a bubblewrap of its own, and print in JSON what came of it."""

import json
import os
from pathlib import Path

import lrgrade
from helpers.examining import PATIENT, Bench, said, text_of
from helpers.processes import processes_with

LOOK = """
import ctypes, json, os, socket
writable = []
for top, folders, _ in os.walk('/'):
    if top in ('/proc', '/sys', '/usr'):
        folders.clear()
        continue
    try:
        open(top + '/note', 'w').write('x')
        writable.append(top)
    except OSError:
        pass
written = 0
try:
    for number in range(10):
        written += open(f'/dev/shm/{number}', 'wb').write(bytes(2**23))
except OSError:
    pass
print(json.dumps({
    'writable': sorted({'/tmp' if top.startswith('/tmp') else top for top in writable}),
    'processes': len([name for name in os.listdir('/proc') if name.isdigit()]),
    'network': [name for _, name in socket.if_nameindex()],
    'shared memory': written,
    'namespace': ctypes.CDLL(None).unshare(0x10000000),
    'package': os.path.exists(ROOT + '/lrlab/__init__.py'),
}))
"""
LEFT = """
import json, os
print(json.dumps([top for top in ('/', '/dev', '/dev/shm', '/tmp', '/etc', '/root') if os.path.exists(top + '/note')]))
"""
SLEEPER = f"unnested-sleeper-{os.getpid()}"
STAY = f"""
import os, sys
if os.fork() == 0:
    os.setsid()
    os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(30)', '{SLEEPER}'])
"""
MANY = """
import os, time
for _ in range(3):
    if os.fork() == 0:
        block = bytearray(b'x') * (120 * 2**20)
        time.sleep(20)
        os._exit(0)
for _ in range(3):
    os.wait()
"""


def main() -> None:
    bench = Bench(memory=256)
    try:
        found = {"nested": bench.supervisor._sandboxes.greeting["nested"]}
        found["honest"] = bench.verdict("def f(x):\n    return 2 * x", "assert f(3) == 6, 'six'")
        found["wrong"] = bench.verdict("def f(x):\n    return 3 * x", "assert f(3) == 6, 'six'")
        found["loop"] = bench.verdict("def f():\n    while True: pass", "f()", **PATIENT)
        marked = bench.marked(
            ("student", "import os\ndef bad():\n    os._exit(1)\ndef good():\n    return 1"),
            ("test", "bad()"),
            ("test", "assert good() == 1"),
        )
        found["crashed then good"] = [said(one)[0] for one in marked[1:]]
        found["memory"] = said(bench.marked(("student", MANY), **PATIENT)[0])
        bench.marked(("student", STAY))
        look = LOOK.replace("ROOT", repr(str(Path(lrgrade.__file__).parents[1])))
        found |= json.loads(text_of(bench.marked(("student", look), cell_cpu=20, cell_wall=40)[0]))
        found["left over"] = json.loads(text_of(bench.marked(("student", LEFT))[0]))
    finally:
        bench.close()
    found["behind"] = processes_with(SLEEPER)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
