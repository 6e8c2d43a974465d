# A link in a formula.
#
# score: 10

# %% at the end
from IPython.display import Latex

Latex(r'$\href{javascript:redteam_alert(1)}{x}$<img src=x onerror=redteam_alert(2)>')
