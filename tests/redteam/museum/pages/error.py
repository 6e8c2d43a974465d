# Script in an error.
#
# score: 10

# %% at the end
raise type('<script>redteam_alert(1)</script>', (Exception,), {})('<script>redteam_alert(2)</script>')
