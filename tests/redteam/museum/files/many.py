# Many thousand files.
#
# score: 10

# %% at the end
try:
    for number in range(10_000):
        open(f'/tmp/redteam-{number}', 'w').close()
except OSError as error:
    print(error)
