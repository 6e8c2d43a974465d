# A gigabyte of temporary files.
#
# score: 10

# %% at the end
try:
    for number in range(64):
        open(f'/tmp/redteam-{number}', 'wb').write(bytes(2**24))
except OSError as error:
    print(error)
