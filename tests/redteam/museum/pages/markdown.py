# Script in a text cell.
#
# score: 10

# %% markdown at the end
<script>redteam_alert(1)</script>

<img src=x onerror=redteam_alert(2)>
