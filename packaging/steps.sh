# Sourced by packaging/start, packaging/check and .ci/run: the stages, each a function.
# One command a line: in "a && b" a failing a would not stop the script.

PY=${PYTHON:-python3}
V=${VENV:-.venv}
# at run time: Qt, fonts, Bluetooth's bus; dbus-daemon is for the tests' virtual bench
LIBS="libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 fontconfig ca-certificates git dbus-daemon"
# what Qt needs besides to show its window on a screen
LIBS="$LIBS libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1"
# the stage x11 alone: a screen, a window manager, keys, and the bus of assistive programs
SCREEN="xvfb openbox xdotool x11-xkb-utils at-spi2-core dbus dbus-x11 python3-pyatspi gir1.2-atspi-2.0"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PYTHONHASHSEED=0

wanted_python() {            # what is missing of Python itself, a line each
  "$PY" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || echo python3
  "$PY" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

wanted_packages() {          # which of these are not installed, a line each
  for name in "$@"; do
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

install_packages() {         # says what is missing, then installs it; elsewhere than on Debian, nothing
  if ! command -v apt-get >/dev/null || [ $# = 0 ]; then return; fi
  need=$*
  echo "Carnet needs these system packages and will install them: $need"
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $need
}

setup() {
  if command -v apt-get >/dev/null; then install_packages $(wanted_python) $(wanted_packages $LIBS); fi
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
  which="not slow and not counterpart and not x11 and not radio and not gallery"
  code=0
  "$V/bin/python" -m pytest -q -n 2 --dist loadfile -m "$which" --timeout=60 \
     --cov=vault --cov-branch --cov-report=json:build/coverage.json --durations=20 || code=$?
  if [ "$code" = 1 ]; then   # windows wait for threads: what failed with both cores full must pass alone
    echo "== a second time, alone: what failed above"
    "$V/bin/python" -m pytest -q --last-failed --last-failed-no-failures none -m "$which" --timeout=60
  elif [ "$code" != 0 ]; then
    return "$code"
  fi
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

x11() {                      # the window on a real screen, seen through the bus of assistive programs
  install_packages $(wanted_packages $SCREEN)
  "$V/bin/python" -m pytest -q -rs -m x11 --timeout=600
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
