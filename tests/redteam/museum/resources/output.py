# A flood of output.
#
# score: 10

# %% at the end
for _ in range(200_000):
    print('redteam' * 20)
