# Script in a raw cell.
#
# score: 10

# %% raw at the end
<script>redteam_alert(1)</script>
