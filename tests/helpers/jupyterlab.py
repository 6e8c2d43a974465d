"""JupyterLab in headless Chromium, driven as a learner would: open a notebook, type, run, move a slider."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TRIES = 6
PATIENCE = 60_000  # milliseconds; a ceiling for a busy machine, never a measure

_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextlib.contextmanager
def jupyterlab(folder: Path, scratch: Path, theme: str = "JupyterLab Light") -> Iterator[str]:
    """A JupyterLab server over `folder`, with settings of its own under `scratch`; gives its address."""
    settings = scratch / "settings"
    _setting(settings, "apputils-extension/themes", {"theme": theme})
    _setting(settings, "apputils-extension/notification", {"fetchNews": "false", "checkForUpdates": False})
    _setting(settings, "notebook-extension/tracker", {"windowingMode": "none"})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "HOME": str(scratch),
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_DATA_DIR": str(scratch / "data"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(scratch / "workspaces"),
        "LRLAB_SAVE": "1",
        "LRLAB_WORKBOOK": str(folder / "workbook"),
    }
    options = [
        "--no-browser",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
        "--allow-root",
        "--ServerApp.log_level=ERROR",
    ]
    log = (scratch / "server.log").open("w")
    server = subprocess.Popen(
        # Started where it serves, as people do: nbgrader's extensions look for a configuration there.
        [sys.executable, "-m", "jupyterlab", *options],
        cwd=folder,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api/status", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


@contextlib.contextmanager
def browser_page() -> Iterator[Page]:
    """A page in headless Chromium."""
    flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else _FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


class Notebook:
    """An open notebook: its cells are found by a piece of their source."""

    def __init__(self, page: Page, address: str, path: str):
        self.page = page
        page.goto(f"{address}/lab/tree/{path}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        # The status bar is the last to know: only then is the kernel there to run anything.
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()

    def cell(self, piece: str) -> Locator:
        """The code cell whose source holds `piece`."""
        return (
            self.page.locator(".jp-Notebook .jp-CodeCell")
            .filter(has=self.page.locator(".jp-InputArea-editor", has_text=piece))
            .first
        )

    def write(self, piece: str, source: str) -> None:
        """Replace the source of a cell by typing."""
        self.cell(piece).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)

    def run(self, piece: str) -> Locator:
        """Run a cell, wait until it is done, and give its outputs."""
        cell = self.cell(piece)
        prompt = cell.locator(".jp-InputArea-prompt")
        before = prompt.inner_text()
        for _ in range(TRIES):
            cell.locator(".cm-content").click()
            self.page.keyboard.press("Control+Enter")
            # On a page that is still settling, the keys can go elsewhere.
            with contextlib.suppress(AssertionError):
                expect(prompt).not_to_have_text(before, timeout=PATIENCE / TRIES)
                break
        expect(prompt).to_have_text(re.compile(r"\d"), timeout=PATIENCE)
        expect(prompt).not_to_have_text(before, timeout=PATIENCE)
        return cell.locator(".jp-Cell-outputArea")


def _setting(settings: Path, plugin: str, value: dict[str, object]) -> None:
    path = settings / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(240):
        with contextlib.suppress(OSError), urllib.request.urlopen(address):
            return
        if server.poll() is not None:
            raise RuntimeError("JupyterLab did not start; see server.log")
        time.sleep(0.25)
    raise TimeoutError(address)
