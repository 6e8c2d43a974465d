# Script in what is printed.
#
# score: 10

# %% at the end
print('<script>redteam_alert(1)</script> \x1b[31m<img src=x onerror=redteam_alert(2)>\x1b]8;;javascript:redteam_alert(3)\x07x')
