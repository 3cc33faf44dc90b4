"""What each command does: arguments that were read come in, words go out.

One file for each command that people type; ``preview`` has a folder of its own.
``report`` holds the words that several of them use, ``jobs`` the processes of a build.
"""
