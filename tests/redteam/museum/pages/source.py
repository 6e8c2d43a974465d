# Script in the source of a cell.
#
# score: 10

# %% at the end
'</script><script>redteam_alert(1)</script>'  # </pre><img src=x onerror=redteam_alert(2)>
