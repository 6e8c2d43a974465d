"""The files of a submission, those in its archives too: read without trust, and without writing anything to the disk.

A file is opened only if it is a regular file of a sensible size, and links are
not followed. An archive is read in memory, within the same bounds; what it says
of the size of its members is not believed.
"""

import bz2
import errno
import gzip
import io
import lzma
import os
import stat
import struct
import tarfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from types import ModuleType

from lrgrade.intake.formats import UnreadableError
from lrgrade.intake.remarks import file_remark

# What nbgrader's own submit puts beside a notebook, and its commands look for beside the graded one.
TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
SIDECARS = (TIMESTAMP, SECRET)
# Not handed in by anyone, but left by tools; "feedback" by nbgrader's fetch_feedback.
_LITTER = (".*", "__pycache__", "*.pyc", "__MACOSX", "Thumbs.db", "desktop.ini", "feedback", *SIDECARS)
# Outputs come with a notebook, and are cut once it is read.
MOST_READ = 256_000_000
MOST_PACKED = 32_000_000
MOST_MEMBERS = 2000
_ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz")
_CLOSED_ARCHIVES = (".rar", ".7z")
_PACKERS: dict[str, ModuleType] = {".tgz": gzip, ".gz": gzip, ".bz2": bz2, ".xz": lzma}
_DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)


@dataclass(frozen=True)
class Found:
    """A file of a submission. name: its path there, `NAME.zip/PATH` in an archive. time: when it was last changed."""

    name: str
    content: bytes
    time: float


def files_in(folder: Path) -> Iterator[Path]:
    """The files below a folder, and the links, which are not followed; not what tools leave there."""
    for where, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        links = [name for name in folders if Path(where, name).is_symlink()]
        yield from (Path(where, name) for name in sorted([*files, *links]) if not is_litter(name))


def _raise(error: OSError) -> None:
    # A folder that cannot be looked into must not pass for an empty one.
    raise error


def is_litter(name: str) -> bool:
    """Whether a name is one that tools leave behind."""
    return any(fnmatchcase(name, pattern) for pattern in _LITTER)


def content_of(path: Path, limit: int, name: str) -> Found:
    """A file of at most `limit` bytes. Raises UnreadableError, and OSError where we may not read it."""
    try:
        # Neither follow a link nor wait for a pipe's other end, also where the file changes under our hands.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.ENOENT, errno.ENXIO):
            raise
        raise UnreadableError(file_remark("link" if path.is_symlink() else "no_file", file=name)) from None
    with os.fdopen(handle, "rb") as stream:
        facts = os.fstat(stream.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableError(file_remark("no_file", file=name))
        content = stream.read(limit + 1)
    check_size(max(facts.st_size, len(content)), limit, name)
    return Found(name, content, facts.st_mtime)


def check_size(size: int, limit: int, name: str) -> None:
    """Raise UnreadableError for what has more bytes than the limit."""
    if size > limit:
        raise UnreadableError(file_remark("too_big", file=name, size=f"{size / 1e6:.0f}", limit=f"{limit / 1e6:g}"))


def is_archive(found: Found) -> bool:
    """Whether a file is an archive, or a notebook's name on one."""
    name = found.name.lower()
    return name.endswith((*_ARCHIVES, *_CLOSED_ARCHIVES)) or (".ipynb" in name and found.content[:4] == b"PK\x03\x04")


def unpacked(archive: Found, room: int, nested: bool = True) -> list[Found]:
    """The files in an archive, those of an archive in it too, of at most `room` bytes together.

    Raises UnreadableError where it cannot be opened.
    """
    members: list[Found] = []
    check_size(1, room, archive.name)
    try:
        for name, content, changed in _members(archive, room):
            path = PurePosixPath(name.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or any(map(is_litter, path.parts)):
                continue
            room -= len(content)
            if room < 0 or len(members) >= MOST_MEMBERS:
                break
            member = Found(f"{archive.name}/{path}", content, changed)
            inner = _members_of_member(member, room) if nested else [member]
            room -= sum(len(one.content) for one in inner if one is not member)
            members += inner
    except _DAMAGED as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(file_remark("archive", file=archive.name)) from None
    return members


def _members_of_member(member: Found, room: int) -> list[Found]:
    with suppress(UnreadableError):
        if is_archive(member):
            return unpacked(member, room, nested=False)
    return [member]


def _seconds(member: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*member.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0


def _members(archive: Found, room: int) -> Iterator[tuple[str, bytes, float]]:
    stream, name = io.BytesIO(archive.content), archive.name.lower()
    if zipfile.is_zipfile(stream):
        with zipfile.ZipFile(stream) as opened:
            for member in opened.infolist():
                kind = stat.S_IFMT(member.external_attr >> 16)
                if not member.is_dir() and kind in (0, stat.S_IFREG):
                    with opened.open(member) as part:
                        yield member.filename, part.read(room + 1), _seconds(member)
        return
    content, ending = archive.content, ""
    for ending, module in _PACKERS.items():
        if name.endswith(ending):
            with module.open(io.BytesIO(content)) as part:
                content = part.read(room)
            break
    else:
        ending = ""
    file_name = PurePosixPath(archive.name).name
    inner = file_name[: len(file_name) - len(ending)]
    if name.endswith(".tgz") or inner.lower().endswith(".tar"):
        # Unpacked before: what it says of its own size can then be no more than there is.
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as opened:
            for entry in opened:
                if entry.isreg() and (file := opened.extractfile(entry)):
                    yield entry.name, file.read(), entry.mtime
    elif ending:
        yield inner, content, archive.time
    else:
        raise UnreadableError(file_remark("archive", file=archive.name))
