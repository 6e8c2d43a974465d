"""The kernel's part of the walls: fresh namespaces for one submission, and no privileges inside them.

Theory of operation. Bubblewrap builds the outer walls once: what can be seen of
the disk, no network, no privileges. Inside, a submission gets namespaces of its
own: a process tree that the kernel kills with its first process, shared memory
that no other submission sees, empty temporary folders. Where Python lies below
one of these, it is put back into it, read-only as before. An ordinary user may
make them inside a user namespace; being root in that gives nothing outside it.
Afterwards every capability is given up, none can come back (no_new_privs), and
a filter refuses the system calls that a calculation has no use for.

Nothing here decides anything: whoever calls it must stop if it raises OSError.
"""

import ctypes
import os
import sys
from collections.abc import Sequence
from pathlib import Path

_NEWNS, _NEWIPC, _NEWUSER, _NEWPID = 0x20000, 0x8000000, 0x10000000, 0x20000000
_RDONLY, _NOSUID, _NODEV, _NOEXEC, _REMOUNT, _BIND, _RECURSIVE = 1, 2, 4, 8, 32, 4096, 16384
_PRIVATE = 0x40000 | 0x4000  # for the whole tree

_SET_PDEATHSIG, _SET_DUMPABLE, _SET_SECCOMP, _CAPBSET_DROP = 1, 4, 22, 24
_SET_CHILD_SUBREAPER, _SET_NO_NEW_PRIVS, _CAP_AMBIENT = 36, 38, 47
_AMBIENT_CLEAR, _FILTER = 4, 2

TEMPORARY = ("/tmp", "/dev/shm")

on_linux = sys.platform == "linux"
_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def become(user: int) -> None:
    """Give up being root for good. For an ordinary user nothing changes."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)


def enter() -> None:
    """Move into fresh namespaces; the next child is the first process of the new process tree."""
    user, group = os.geteuid(), os.getegid()
    # The files that map users belong to root as long as this process may not be looked into.
    _prctl(_SET_DUMPABLE, 1)
    _call(_libc.unshare, _NEWUSER | _NEWNS | _NEWPID | _NEWIPC)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user} 1")
    _write("/proc/self/gid_map", f"{group} {group} 1")


def temporary_contents() -> list[str]:
    """What lies in the temporary folders."""
    return [entry.path for folder in TEMPORARY for entry in os.scandir(folder)]


def furnish(temporary_bytes: int, kept: Sequence[str]) -> None:
    """Mount empty temporary folders and, where the kernel allows it, a view of the new process tree alone.

    kept: what lay in the temporary folders when the outer walls were built, and lies in the empty ones, too.
    """
    _mount("none", "/", None, _PRIVATE)
    held = {path: os.open(path, os.O_PATH) for path in kept}
    for folder in TEMPORARY:
        _mount("tmpfs", folder, "tmpfs", _NOSUID | _NODEV, f"size={temporary_bytes},nr_inodes=4096,mode=1777")
    for path, descriptor in held.items():
        # A descriptor still leads to what the empty folder has covered.
        source = Path(f"/proc/self/fd/{descriptor}")
        Path(path).mkdir() if source.is_dir() else Path(path).touch()
        _mount(str(source), path, None, _BIND | _RECURSIVE)
        os.close(descriptor)
    try:
        _mount("proc", "/proc", "proc", _NOSUID | _NODEV | _NOEXEC)
        _mount("/proc/sys", "/proc/sys", None, _BIND)
        _mount("none", "/proc/sys", None, _BIND | _REMOUNT | _RDONLY | _NOSUID | _NODEV | _NOEXEC)
    except OSError:
        # The outer view would show the process that forks; none is better.
        _mount("tmpfs", "/proc", "tmpfs", _RDONLY | _NOSUID | _NODEV, "size=4k")


def give_up_privileges() -> None:
    """No capability, now or later, by any program."""
    _prctl(_SET_NO_NEW_PRIVS, 1)
    _prctl(_CAP_AMBIENT, _AMBIENT_CLEAR)
    for capability in range(64):
        if _libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0):
            break
    _call(_libc.capset, (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())


def refuse_system_calls(program: bytes) -> None:
    """Install a compiled filter; it stays for all that this process starts."""
    instructions = ctypes.create_string_buffer(program, len(program))
    filtered = _Program(len(program) // 8, ctypes.cast(instructions, ctypes.c_void_p))
    _prctl(_SET_SECCOMP, _FILTER, ctypes.addressof(filtered))


def die_with_parent() -> None:
    """Be killed when the parent ends."""
    _prctl(_SET_PDEATHSIG, 9)


def hide() -> None:
    """Let no process of the same user look into this one."""
    _prctl(_SET_DUMPABLE, 0)


def adopt_orphans() -> None:
    """Become the parent of what is left behind by one's children."""
    _prctl(_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int, more: int = 0) -> None:
    _call(_libc.prctl, ctypes.c_int(option), *map(ctypes.c_ulong, (value, more, 0, 0)))


def _mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    words = [os.fsencode(word) if word is not None else None for word in (source, target, kind, data)]
    _call(_libc.mount, *words[:3], ctypes.c_ulong(flags), words[3])


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _call(function, *arguments) -> None:
    if function(*arguments) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{function.__name__}: {os.strerror(number)}")
