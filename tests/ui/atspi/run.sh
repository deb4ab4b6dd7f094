#!/usr/bin/env bash
# A screen, a window manager and a bus of assistive programs of their own; a program on them, and one that looks.
# usage: dbus-run-session -- tests/ui/atspi/run.sh MODULE PROGRAM [ARGS...]      (KEYBOARD=fr for a French one)
# The module runs with the system's python, which has pyatspi; its exit code is returned.
set -u
cd "$(dirname "$0")/../../.."
look=$1
shift
runtime=$(mktemp -d)
children=()
trap 'kill "${children[@]}" 2>/dev/null; wait; rm -rf "$runtime"' EXIT
export XDG_RUNTIME_DIR=$runtime QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 NO_AT_BRIDGE=0
unset WAYLAND_DISPLAY
Xvfb -displayfd 3 -screen 0 1400x1000x24 -noreset -nolisten tcp 3> "$runtime/display" 2> /dev/null &
children+=($!)
for _ in $(seq 100); do [ -s "$runtime/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$runtime/display")
export DISPLAY
openbox 2> /dev/null &
children+=($!)
setxkbmap -layout "${KEYBOARD:-us}"
for launcher in /usr/libexec/at-spi-bus-launcher /usr/lib/at-spi2-core/at-spi-bus-launcher; do
  [ -x "$launcher" ] && break
done
"$launcher" --launch-immediately --a11y=1 2> /dev/null &
children+=($!)
for _ in $(seq 100); do
  gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method org.a11y.Bus.GetAddress > /dev/null 2>&1 && break
  sleep 0.1
done
"$@" &
children+=($!)
timeout "${LIMIT:-240}" /usr/bin/python3 -m "$look"
