# A program that stays behind.
#
# score: 10

# %% at the end
import subprocess

subprocess.Popen(['sh', '-c', 'sleep 60; echo redteam-sleeper'], start_new_session=True)
