# The answer of the student next to it.
#
# score: 6

# %% sigmoid
import json

cells = json.load(open('{course}/grading/submitted/honest-1/01-sigmoid/sigmoid.ipynb'))['cells']
exec(next(''.join(c['source']) for c in cells if c['id'] == 'sigmoid'))
