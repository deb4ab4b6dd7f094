# Sourced by packaging/start, packaging/check and .ci/run: the stages, each a function.
# One command a line: in "a && b" a failing a would not stop the script.

PY=${PYTHON:-python3}
V=${VENV:-.venv}
# at run time: Qt, fonts, Bluetooth's bus; dbus-daemon is for the tests' virtual bench
LIBS="libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 fontconfig ca-certificates git dbus-daemon"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PYTHONHASHSEED=0

wanted_packages() {          # what is missing, one line; empty when all is there
  "$PY" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || echo python3
  "$PY" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
  for name in $LIBS; do
    dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || echo "$name"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  if ! command -v sudo >/dev/null; then
    echo "These packages must be installed by an administrator first: $need"
    exit 2
  fi
  sudo "$@"
}

setup() {
  if command -v apt-get >/dev/null; then
    need=$(wanted_packages | tr '\n' ' ')
    if [ -n "$need" ]; then
      echo "Carnet needs these system packages and will install them: $need"
      as_root apt-get update -q
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $need
    fi
  fi
  "$PY" -c 'import sys; sys.exit(sys.version_info < (3, 11))'
  if [ ! -x "$V/bin/python" ]; then
    echo "Carnet prepares its own Python environment in $V; about 800 MB, from the Python package index"
    "$PY" -m venv "$V"
  fi
  lock=$(cat requirements/test.txt pyproject.toml | cksum)
  if [ "$(cat "$V/carnet-lock" 2>/dev/null)" != "$lock" ]; then
    "$V/bin/pip" install -q --require-hashes --no-deps -r requirements/test.txt
    "$V/bin/pip" install -q --no-deps --no-build-isolation -e .
    "$V/bin/pip" check
    echo "$lock" > "$V/carnet-lock"
  fi
  "$V/bin/pybabel" -q compile -d assets/locale -D carnet   # else each start compiles them in memory
  QT_QPA_PLATFORM=offscreen "$V/bin/python" -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])'   # names the missing library, if any
}

quiet_room() {               # what the tests need to be the same everywhere
  export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=ci MPLBACKEND=Agg TZ=Europe/Paris
  export OMP_NUM_THREADS=2 OPENBLAS_NUM_THREADS=2
  unset DISPLAY WAYLAND_DISPLAY CARNET_VAULT
  mkdir -p build
}

lint() {
  "$V/bin/ruff" check .
  "$V/bin/ruff" format --check .
  "$V/bin/mypy"
  "$V/bin/lint-imports" > build/contracts.txt || { cat build/contracts.txt; return 1; }
}

fast() {
  "$V/bin/python" -m pytest -q -n 2 --dist loadfile -m "not slow and not counterpart and not x11 and not radio and not gallery" --timeout=60 \
     --cov=vault --cov-branch --cov-report=json:build/coverage.json --durations=20
  "$V/bin/python" -m tests.house.coverage_floor build/coverage.json
}

slow() {
  "$V/bin/python" -m pytest -q -n 2 --dist loadfile -m "slow and not counterpart and not x11 and not gallery" --timeout=600
}

nightly() {                  # the long ones: a hundred kills, thousands of examples
  HYPOTHESIS_PROFILE=nightly "$V/bin/python" -m pytest -q -n 2 --dist loadfile -m "gallery" --timeout=3600
}

counterparts() {
  tests/counterparts/install
  "$V/bin/python" -m pytest -q -rs -m counterpart --timeout=300
}

bench() {
  "$V/bin/python" -m benchmarks --quick --json build/benchmarks.json
}

staged() {                   # run stages by name, say how long each took
  for stage in "$@"; do
    begun=$SECONDS
    "$stage"                 # plain call: "if stage" or "stage || ..." would switch set -e off inside
    echo "== $stage: $((SECONDS - begun)) s" | tee -a build/ci-times.txt
  done
}
