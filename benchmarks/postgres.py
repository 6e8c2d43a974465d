"""A PostgreSQL of our own for a while, where Debian's is installed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = "/usr/lib/postgresql"


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The URL of an empty database, or None where there is no PostgreSQL."""
    found = sorted(Path(PROGRAMS).glob("*/bin/initdb"))
    if not found:
        yield None
        return
    user = "postgres" if os.geteuid() == 0 else None
    programs = found[-1].parent
    with tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as name:
        if user:
            shutil.chown(name, user)
        data = f"{name}/data"

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), *arguments]
            subprocess.run(command, user=user, cwd=name, check=True, stdout=subprocess.DEVNULL)

        run("initdb", "-D", data, "-A", "trust", "-U", "postgres")
        run("pg_ctl", "-D", data, "-w", "-o", f"-k {name} -c listen_addresses=''", "-l", f"{name}/log", "start")
        try:
            run("createdb", "-h", name, "-U", "postgres", "gradebook")
            yield f"postgresql+psycopg://postgres@/gradebook?host={name}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
