"""A PostgreSQL server of the tests' own, in a temporary folder, to be killed and started again at will."""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from helpers.processes import PATIENCE

USER, PASSWORD = "grader", "a secret: @/"


def programs():
    """The folder with the server's programs; skips the test where there is none."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        pytest.skip("PostgreSQL's server is not installed (`apt install postgresql`)")
    return folders[-1]


def _free_port():
    """A port that nobody is given unasked, for while the server is down it must stay free."""
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


class Server:
    """The server. Runs as an ordinary user, as it insists to."""

    def __init__(self):
        self._programs = programs()
        # Not below pytest's folders, which are closed to other users.
        self.folder = Path(tempfile.mkdtemp(prefix="lrgrade-postgres-"))
        self._as = {"start_new_session": True, "cwd": self.folder}
        if os.geteuid() == 0:
            # Not nobody: submissions are, and where namespaces are not nested, its processes count among theirs.
            known = {one.pw_name for one in pwd.getpwall()}
            user = pwd.getpwnam("postgres" if "postgres" in known else "daemon")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        (self.folder / "password").write_text(PASSWORD)
        self.port = _free_port()
        self._databases = 0
        secret = ["-A", "scram-sha-256", "-U", USER, "--pwfile", str(self.folder / "password")]
        data = ["-D", str(self.folder / "data"), "--no-sync", "-E", "UTF8", "--locale", "C"]
        subprocess.run([self._programs / "initdb", *secret, *data], check=True, capture_output=True, **self._as)
        self.start()

    def start(self):
        """Start it, and wait until it answers. After a kill it may have to try again."""
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": self.folder, "fsync": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        deadline = time.monotonic() + PATIENCE
        with (self.folder / "log").open("a") as log:
            while True:
                self.process = subprocess.Popen(
                    [self._programs / "postgres", "-D", self.folder / "data", "-p", str(self.port), *options],
                    stdout=log,
                    stderr=log,
                    **self._as,
                )
                while self.process.poll() is None:
                    try:
                        self._connect().close()
                        return
                    except psycopg.OperationalError:
                        assert time.monotonic() < deadline, (self.folder / "log").read_text()
                        time.sleep(0.05)
                assert time.monotonic() < deadline, (self.folder / "log").read_text()
                time.sleep(0.1)

    def kill(self):
        """Kill -9 its first process; the others follow by themselves."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """End it, and clear up."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()
        shutil.rmtree(self.folder)

    def new_database(self):
        """The address of an empty database."""
        self._databases += 1
        with self._connect() as connection:
            connection.execute(f"create database course_{self._databases}")
        return self.url(f"course_{self._databases}")

    def url(self, database, password=PASSWORD):
        """A database's address as SQLAlchemy reads it."""
        from sqlalchemy import URL

        made = URL.create("postgresql+psycopg", USER, password, "127.0.0.1", self.port, database)
        return made.render_as_string(hide_password=False)

    def _connect(self):
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname="postgres", autocommit=True
        )
