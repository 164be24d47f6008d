"""`python -m msi_build` is the `msi` command."""

from msi_build.cli import run

if __name__ == "__main__":  # worker processes import this file too
    run()
