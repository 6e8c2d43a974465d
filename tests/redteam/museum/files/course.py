# Files all over the course.
#
# score: 10

# %% at the end
import os
import pathlib

for folder in ('', 'solutions', 'grading', 'grading/submitted/honest-1', 'grading/autograded'):
    try:
        os.makedirs(f'{course}/{folder}', exist_ok=True)
        pathlib.Path(f'{course}/{folder}/redteam-was-here').write_text('x')
    except OSError as error:
        print(error)
