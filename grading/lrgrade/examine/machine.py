"""What keeps a machine from grading anybody: told in one sentence, with what to do about it."""

import errno

_FULL = "free some space there, or set TMPDIR to a folder on another disk if it is the one for temporary files"
_NOT_ALLOWED = "let the user who grades read what is in the course folder and write to grading/"
_TOO_FEW = "end other programs, raise the limit (`ulimit`), or use fewer --workers"
_REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _FULL),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), _NOT_ALLOWED),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN), _TOO_FEW),
}


class MachineError(RuntimeError):
    """This machine cannot examine anybody's submission. The message says why and what to do."""


def is_the_machines(error: BaseException) -> bool:
    """Whether an error of ours would meet every other submission as well."""
    return isinstance(error, MachineError | OSError)


def told(error: BaseException) -> str:
    """An error of ours in a sentence, and what to do where that is known."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        remedy = _REMEDIES.get(error.errno or 0)
        return f"{where}{error.strerror}." + (f" To do: {remedy}." if remedy else "")
    if isinstance(error, MachineError):
        return str(error)
    return f"{type(error).__name__}: {error}"
