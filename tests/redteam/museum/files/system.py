# Write to the system's folders.
#
# score: 10
# absent: wrote /

# %% at the end
for path in ('/etc/redteam', '/usr/redteam', '/usr/bin/redteam', '/bin/redteam', '/box/redteam', '/box/lrlab/__init__.py', '/proc/sys/kernel/core_pattern'):
    try:
        open(path, 'a').write('x')
        print('wrote', path)
    except OSError:
        pass
