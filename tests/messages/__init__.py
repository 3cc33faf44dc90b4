"""Each message is provoked once: what nothing can provoke is dead.

All mistakes.md files of these tests are checked, the modules of ``modules``, and the
packages of ``packages``. To add a message by hand, give one of the two a row: its title
and codes, and the smallest input that provokes it.
"""
