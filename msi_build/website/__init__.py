"""From artifacts to the finished website: stage, build (in a child process), fill the shells, finish, check.

The only package that knows MkDocs and its theme.
"""
