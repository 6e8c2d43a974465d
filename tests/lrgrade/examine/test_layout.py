"""What is seen inside the walls: by its own path, and never what must not be."""

from pathlib import Path

import pytest

from lrgrade.examine.layout import PlaceKind, followed, lay_out


@pytest.fixture
def disk(tmp_path):
    """A folder with no symbolic links on the way to it."""
    return tmp_path.resolve()


def folder(*parts):
    path = Path(*parts)
    path.mkdir(parents=True)
    return path


def made(disk, shown, hidden=(), temporary=()):
    """What is made below a folder, each path with its kind, but for the folders on the way."""
    places = lay_out(shown, hidden, temporary)
    inside = [place for place in places if place.path.is_relative_to(disk) and place.kind is not PlaceKind.FOLDER]
    return {str(place.path.relative_to(disk)): place.target or place.kind for place in inside}


def test_what_is_shown_is_seen_and_the_folders_around_it_are_empty(disk):
    lib = folder(disk, "course", ".venv", "lib")
    folder(disk, "course", "solutions")
    places = [place for place in lay_out([lib], [disk / "course"], []) if place.path.is_relative_to(disk)]
    assert [(str(place.path.relative_to(disk)), place.kind) for place in places] == [
        (".", PlaceKind.FOLDER),
        ("course", PlaceKind.FOLDER),
        ("course/.venv", PlaceKind.FOLDER),
        ("course/.venv/lib", PlaceKind.SHOWN),
    ]


def test_what_does_not_exist_is_passed_over(disk):
    assert made(disk, [disk / "nowhere"], [disk / "neither"]) == {}


def test_the_hidden_is_covered_where_it_would_be_seen(disk):
    hidden = folder(disk, "lib", "course")
    folder(disk, "elsewhere")
    assert made(disk, [disk / "lib"], [hidden, disk / "elsewhere"]) == {
        "lib": PlaceKind.SHOWN,
        "lib/course": PlaceKind.COVER,
    }


def test_a_python_inside_of_a_course_inside_of_a_shown_folder(disk):
    lib = folder(disk, "usr", "src", "course", ".venv", "lib")
    course, secret = disk / "usr" / "src" / "course", folder(lib, "secret")
    assert made(disk, [disk / "usr", lib], [course, secret]) == {
        "usr": PlaceKind.SHOWN,
        "usr/src/course": PlaceKind.COVER,
        "usr/src/course/.venv/lib": PlaceKind.SHOWN,
        "usr/src/course/.venv/lib/secret": PlaceKind.COVER,
    }
    names = [place.path for place in lay_out([disk / "usr", lib], [course], [])]
    assert names.index(course) < names.index(course / ".venv") < names.index(lib)


def test_what_is_named_as_both_is_shown(disk):
    lib = folder(disk, "lib")
    assert made(disk, [lib], [lib]) == {"lib": PlaceKind.SHOWN}


def test_links_on_the_way_are_made_again(disk):
    folder(disk, "data", "venv", "lib")
    (disk / "home").symlink_to("data")
    (disk / "data" / "env").symlink_to(disk / "home" / "venv")
    assert made(disk, [disk / "home" / "env" / "lib"]) == {
        "home": "data",
        "data/env": str(disk / "home" / "venv"),
        "data/venv/lib": PlaceKind.SHOWN,
    }


def test_links_are_followed_as_the_kernel_does(disk):
    folder(disk, "a", "b")
    (disk / "a" / "up").symlink_to("../a/./b/..")
    links, place = followed(disk / "a" / "up" / "b")
    assert (links, place) == ({disk / "a" / "up": "../a/b/.."}, disk / "a" / "b")


def test_a_link_does_not_lead_around_a_cover(disk):
    folder(disk, "venv", "lib", "lrgrade")
    (disk / "link").symlink_to("venv")
    hidden = [disk / "link" / "lib" / "lrgrade"]
    assert made(disk, [disk / "link" / "lib"], hidden) == {
        "link": "venv",
        "venv/lib": PlaceKind.SHOWN,
        "venv/lib/lrgrade": PlaceKind.COVER,
    }


def test_what_lies_in_a_temporary_folder_is_a_mount_from_the_top(disk):
    lib = folder(disk, "tmp", "ada", "course", ".venv", "lib")
    folder(disk, "tmp", "ada", "course", "solutions")
    folder(disk, "tmp", "bin")
    (disk / "tmp" / "link").symlink_to("ada")
    shown = [lib, disk / "tmp" / "bin", disk / "tmp" / "link" / "course" / ".venv" / "lib"]
    assert made(disk, shown, [disk / "tmp" / "ada" / "course"], [disk / "tmp"]) == {
        "tmp": PlaceKind.TEMPORARY,
        "tmp/ada": PlaceKind.COVER,
        "tmp/ada/course/.venv/lib": PlaceKind.SHOWN,
        "tmp/bin": PlaceKind.SHOWN,
        "tmp/link": "ada",
    }


def test_a_temporary_folder_may_be_a_link_itself(disk):
    lib = folder(disk, "scratch", "venv", "lib")
    (disk / "tmp").symlink_to("scratch")
    assert made(disk, [disk / "tmp" / "venv" / "lib"], [], [disk / "tmp"]) == {
        "tmp": "scratch",
        "scratch": PlaceKind.TEMPORARY,
        "scratch/venv": PlaceKind.COVER,
        "scratch/venv/lib": PlaceKind.SHOWN,
    }
    assert lib.is_dir()


def test_a_temporary_folder_is_empty_also_inside_of_a_shown_one(disk):
    folder(disk, "usr", "tmp")
    assert made(disk, [disk / "usr"], [], [disk / "usr" / "tmp"]) == {
        "usr": PlaceKind.SHOWN,
        "usr/tmp": PlaceKind.TEMPORARY,
    }
