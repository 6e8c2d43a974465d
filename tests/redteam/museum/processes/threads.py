# More threads than it may have.
#
# score: 10

# %% at the end
import threading
import time

try:
    for _ in range(200):
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
except RuntimeError as error:
    print(error)
