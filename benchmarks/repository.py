"""The course of this repository, and what its tests share, for benchmarks to use."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from helpers.corpus import Answer, answers_of
from helpers.course import COURSE, EXERCISES, ROOT, our_answer

__all__ = ["COURSE", "EXERCISES", "ROOT", "Answer", "answers_of", "our_answer"]
