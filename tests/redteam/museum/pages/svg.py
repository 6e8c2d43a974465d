# Script in a picture.
#
# score: 10

# %% at the end
from IPython.display import SVG

SVG('<svg xmlns="http://www.w3.org/2000/svg" onload="redteam_alert(1)"><script>redteam_alert(2)</script></svg>')
