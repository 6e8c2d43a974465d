# Script in a display.
#
# score: 10

# %% at the end
from IPython.display import HTML

HTML('<script>redteam_alert(1)</script><img src=x onerror=redteam_alert(2)>')
