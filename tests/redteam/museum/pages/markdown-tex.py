# A formula in a text cell that is a link.
#
# score: 10

# %% markdown at the end
$\href{javascript:redteam_alert(1)}{x}$ and &#36;&#92;href{javascript:redteam_alert(2)}{y}&#36;
