# Kinds of output that a page would run.
#
# score: 10

# %% at the end
from IPython.display import display

display({'text/html': '<iframe srcdoc="<script>redteam_alert(1)</script>"></iframe>', 'application/javascript': 'redteam_alert(2)', 'text/markdown': '<script>redteam_alert(3)</script>', 'application/vnd.jupyter.widget-view+json': '{}'}, raw=True)
