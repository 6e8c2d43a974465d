# Read this process's memory for the hidden tests.
#
# score: 10
# absent: hidden tests in memory: [1-9]

# %% at the end
import re

found = 0
for line in open('/proc/self/maps'):
    low, high = (int(x, 16) for x in line.split()[0].split('-'))
    if ' rw-p' in line and high - low < 2**26:
        with open('/proc/self/mem', 'rb', 0) as memory:
            memory.seek(low)
            found += len(re.findall(rb'BEGIN [H]IDDEN', memory.read(high - low)))
print('hidden tests in memory:', found)
