#!/bin/sh
# Prepare this machine: `setup.sh venv` the Python packages of requirements.lock (hashes checked),
# `setup.sh checker` those of the
# PDF checker in an environment of their own, `setup.sh site` the system libraries of the PDF engine, `setup.sh test` those and the programs of the tests.
# With root and apt they are installed; elsewhere one line says what to install.
set -eu

SITE_APT="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
TEST_APT="$SITE_APT poppler-utils qpdf chromium libatomic1"
VENV=${VENV:-.venv}

venv() {
  python=${PYTHON:-python3}
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Python 3.11 or newer is needed. Name it like this: make PYTHON=python3.12 site" >&2; exit 1; }
  echo "Setting up $VENV (once; needs the network, about a minute)"
  "$python" -m venv "$VENV" || { echo "The venv module is missing. Debian, Ubuntu: apt install python3-venv" >&2; exit 1; }
  "$VENV/bin/pip" install -q --disable-pip-version-check --require-hashes -r requirements.lock
  "$VENV/bin/pip" install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
}

checker() {
  "${PYTHON:-python3}" -m venv .cache/pdf-checker
  .cache/pdf-checker/bin/pip install -q --disable-pip-version-check --require-hashes -r tools/pdf-checker.lock
}

pango() { "$VENV/bin/python" -c 'import weasyprint' >/dev/null 2>&1; }

have() {
  pango || return 1
  [ "$1" = site ] && return 0
  command -v pdftoppm >/dev/null && command -v qpdf >/dev/null &&
    "$VENV/bin/python" -m playwright --version >/dev/null 2>&1 &&
    { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
}

system() {
  have "$1" && return 0
  if [ "$1" = site ]; then packages=$SITE_APT; else packages=$TEST_APT; fi
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "Installing with apt: $packages"
    log=$(mktemp)
    { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $packages; } >"$log" 2>&1 ||
      { tail -n 20 "$log" >&2; rm -f "$log"; echo "apt could not install: $packages" >&2; exit 1; }
    rm -f "$log"
    have "$1" && return 0
  fi
  [ "$1" = site ] && extra="" || extra=" poppler-utils qpdf chromium libatomic"
  [ "$1" = site ] && brew="" || brew=" poppler qpdf chromium"
  echo "Please install, then try again:" >&2
  echo "  Debian, Ubuntu: sudo apt install $packages" >&2
  echo "  Fedora:         sudo dnf install pango$extra" >&2
  echo "  macOS:          brew install pango$brew" >&2
  exit 1
}

case ${1:-} in
  venv) venv ;;
  checker) checker ;;
  site | test) system "$1" ;;
  *) sed -n '2,5p' "$0"; exit 2 ;;
esac
