# A link in a text cell that is script.
#
# score: 10

# %% markdown at the end
[score](javascript:redteam_alert(1)) [1]

[1]: javascript:redteam_alert(2)

![](http://127.0.0.1:{port}/redteam)
