"""Which workers a run gets."""

import os
from pathlib import Path

from lrgrade.course.folder import CourseFolder
from lrgrade.workers.cluster import Cluster
from lrgrade.workers.here import MakeWorkers, ThisProcess


def workers_for(count: int | None, scheduler: str = "") -> MakeWorkers:
    """Who is to mark: the cluster of a scheduler, else so many processes (one a core unless told), 0 for this one.

    Never more than there are submissions.
    """
    if count == 0 and not scheduler:
        return lambda course, assignment, scratch, _: ThisProcess(course, assignment, scratch)

    def make(course: CourseFolder, assignment: str, scratch: Path, submissions: int) -> Cluster:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return Cluster(course, assignment, scratch, min(count or cores, submissions), scheduler)

    return make
