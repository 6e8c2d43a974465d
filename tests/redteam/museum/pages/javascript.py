# A display that is script.
#
# score: 10

# %% at the end
from IPython.display import Javascript

Javascript('redteam_alert(1)')
