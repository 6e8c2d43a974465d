"""Run a cell as a notebook does, and keep what it shows as notebook outputs.

IPython runs the cells, so magics, displays, figures, the last expression and
coloured tracebacks come out as in Jupyter. No kernel, socket or thread is
involved: a shell can be forked.

Written against ipython 9.18.1. Its documentation promises none of this:
- `IPython.core.interactiveshell.InteractiveShell._showtraceback`: replaced, it shows an error that is formatted;
- `IPython.core.interactiveshell.InteractiveShell._format_exception_for_storage`: replaced, it formats it once more;
- `IPython.core.displayhook.DisplayHook._is_active`: set, for the method that would do so is replaced.

Written against matplotlib-inline 0.2.2: `matplotlib_inline.backend_inline.configure_inline_support`.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from lrgrade.sandbox.outputs import Output, Outputs

# Where the grader's own code lies; in a sandbox that is only this folder.
OURS = str(Path(__file__).parents[1])

# A traceback, a figure.
_SLOW_AT_FIRST = (
    "1/0",
    "import matplotlib.pyplot as plt\n_ = plt.plot([0, 1])",
)
_FORGET_NAMES = "%reset -f"


@dataclass
class Ran:
    """How a cell ended: its outputs, and what it raised, or None."""

    outputs: list[Output] = field(default_factory=list)
    error: BaseException | None = None


class _Printer(io.TextIOBase):
    """What `sys.stdout` and `sys.stderr` are while a cell runs."""

    encoding = "utf-8"

    def __init__(self, outputs: Outputs, name: str):
        self._outputs = outputs
        self._name = name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.stream(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True


class _Publisher(DisplayPublisher):
    shell: "Shell"

    def publish(self, data, metadata=None, *_, transient=None, update=False, **__) -> None:
        self.shell.outputs.display(data, metadata or {}, (transient or {}).get("display_id"), update)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait)


class _Results(DisplayHook):
    shell: "Shell"

    def write_output_prompt(self) -> None: ...

    def write_format_data(self, format_dict, md_dict=None) -> None:
        self.shell.outputs.show("execute_result", format_dict, md_dict or {}, execution_count=self.shell.count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class Shell(InteractiveShell):
    """An IPython shell whose cells leave notebook outputs."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Results)
    outputs = Outputs()
    count = 0
    _traceback = True

    @classmethod
    def start(cls, home: str) -> "Shell":
        """The process's shell, with Matplotlib drawing into its outputs. `home`: a folder for IPython's files."""
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
        # The history would be written by a thread, and nothing that has threads can be forked.
        shell = cls.instance(ipython_dir=home, config=Config(HistoryManager={"enabled": False}))
        import matplotlib_inline.backend_inline

        matplotlib_inline.backend_inline.configure_inline_support(shell, os.environ["MPLBACKEND"])
        return shell

    def warm_up(self, more: str = "") -> None:
        """Do once what is slow the first time; more: a cell of the course's own."""
        for source in (*_SLOW_AT_FIRST, more, _FORGET_NAMES):
            self.run(source, 1, Outputs())

    @contextmanager
    def capturing(self, outputs: Outputs) -> Iterator[None]:
        """Let everything that is printed or displayed go to `outputs`."""
        before = self.outputs, sys.stdout, sys.stderr
        self.outputs = outputs
        sys.stdout, sys.stderr = _Printer(outputs, "stdout"), _Printer(outputs, "stderr")
        try:
            yield
        finally:
            self.outputs, sys.stdout, sys.stderr = before

    def run(self, source: str, count: int, outputs: Outputs, traceback: bool = True) -> Ran:
        """Run a cell as the notebook's cell number `count`. traceback: whether its outputs are to show an error."""
        self.execution_count = self.count = count
        self._traceback = traceback
        with self.capturing(outputs):
            result = self.run_cell(source, store_history=True)
        return Ran(outputs.items, result.error_before_exec or result.error_in_exec)

    def showtraceback(self, *arguments: Any, **named: Any) -> None:
        # To make one takes longer than most cells.
        if self._traceback:
            _end_before_ours(sys.exc_info()[1])
            super().showtraceback(*arguments, **named)

    def _format_exception_for_storage(self, *_: Any, **__: Any) -> dict[str, Any]:
        # IPython would make every traceback twice, once for a history that nobody reads.
        return {}

    def _showtraceback(self, etype, evalue, stb) -> None:
        self.outputs.error(etype.__name__, _said(evalue), [str(line) for line in stb])

    def init_virtualenv(self) -> None: ...

    def enable_gui(self, gui: Any = None) -> None: ...

    def ask_exit(self) -> None: ...


def _end_before_ours(error: BaseException | None) -> None:
    """Let its traceback end where the grader's own code was called, for the rest says nothing to a learner.

    The class of an error may be a learner's own: nothing of it is asked here.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        last = _of("__traceback__", error)
        while last and last.tb_next:
            if last.tb_next.tb_frame.f_code.co_filename.startswith(OURS):
                last.tb_next = None
            last = last.tb_next
        cause = _of("__cause__", error)
        error = cause if cause is not None else _of("__context__", error)


def _of(name: str, error: BaseException) -> Any:
    return getattr(BaseException, name).__get__(error)


def _said(error: Any) -> str:
    try:
        return str(error)
    except Exception:
        return "(its message cannot be shown)"
