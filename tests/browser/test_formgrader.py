"""The formgrader in a real Jupyter that was started at the course's root: its links lead where they say."""

import shutil

import pytest

from helpers.course import ROOT
from helpers.small_course import ASSIGNMENT, make_course
from lrgrade.gradebook.register import register
from lrgrade.pipeline import app_of

pytest.importorskip("playwright", reason="playwright is not installed")
from helpers.jupyterlab import CHROMIUM, PATIENCE, browser_page, jupyterlab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
]


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("formgrader") / "course")
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    shutil.copytree(ROOT / "notebooks" / ASSIGNMENT, course.root / "notebooks" / ASSIGNMENT)
    register(app_of(course), ASSIGNMENT)
    with jupyterlab(course.root, tmp_path_factory.mktemp("jupyter")) as address, browser_page() as page:
        yield address, page


# The assignment's name, and the picture in the column 'Preview'.
LINKS = {"name": (f"//a[text()='{ASSIGNMENT}']", "solutions"), "preview": ("td.preview a", "notebooks")}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_of_the_page_by_itself(jupyter, link):
    address, page = jupyter
    where, folder = LINKS[link]
    page.goto(f"{address}/formgrader/manage_assignments")
    found = page.locator(where)
    found.wait_for(timeout=PATIENCE)
    with page.expect_popup() as opened, page.context.expect_event("response") as response:
        found.click()
    assert response.value.status == 200
    assert opened.value.url == f"{address}/tree/{folder}/{ASSIGNMENT}"
    opened.value.get_by_text("sigmoid.ipynb").first.wait_for(timeout=PATIENCE)
    opened.value.close()


@pytest.mark.parametrize("link", LINKS)
def test_a_link_inside_of_jupyterlab(jupyter, link):
    address, page = jupyter
    where, folder = LINKS[link]
    page.goto(f"{address}/lab?reset")
    page.get_by_role("menuitem", name="Nbgrader").click(timeout=PATIENCE)
    page.get_by_text("Formgrader", exact=True).last.click()
    page.frame_locator("iframe").locator(where).click(timeout=PATIENCE)
    browser = page.locator(".jp-FileBrowser")
    browser.get_by_title(f"{folder}/{ASSIGNMENT}", exact=True).wait_for(timeout=PATIENCE, state="attached")
    browser.get_by_text("sigmoid.ipynb").first.wait_for(timeout=PATIENCE)
