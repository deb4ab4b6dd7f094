"""Scenarios from the command line, with a plain bleak program as the command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
READER = [sys.executable, str(HERE / "examples/read_everything.py")]


def vble(*arguments, timeout=60):
    done = subprocess.run(
        [sys.executable, "-m", "vble", *map(str, arguments)],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    lines = [
        json.loads(line)
        for line in done.stdout.splitlines()
        if line.startswith("{") and line.endswith("}")
    ]
    return done, lines


def values(lines, uuid):
    return [bytes.fromhex(x["hex"]) for x in lines if x.get("uuid") == uuid]


def test_first_scale(tmp_path):
    done, lines = vble(
        "scenarios/first_scale.toml", "--report", tmp_path / "r", "--", *READER, "--seconds", "1.5"
    )
    assert done.returncode == 0, done.stderr
    assert len(values(lines, "2a9d")) == 3
    assert json.loads((tmp_path / "r").read_text())["ok"] is True


def test_a_failed_check_is_exit_code_70():
    done, _ = vble("scenarios/first_scale.toml", "--", sys.executable, "-c", "pass")
    assert done.returncode == 70 and "scale.left" in done.stderr


def test_the_code_of_the_command_comes_first():
    done, _ = vble("scenarios/first_scale.toml", "--", sys.executable, "-c", "raise SystemExit(3)")
    assert done.returncode == 3


def test_a_command_that_hangs_is_killed():
    done, _ = vble(
        "scenarios/bad_day.toml",
        "--timeout",
        "0.5",
        "--",
        sys.executable,
        "-c",
        "import time; time.sleep(60)",
    )
    assert done.returncode == 124


def test_family_scale():
    done, lines = vble(
        "scenarios/family_scale.toml",
        "--",
        *READER,
        "--pair",
        "--consent",
        "1:3752",
        "--seconds",
        "1",
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert values(lines, "2a9f") == [b"\x20\x02\x01"] and len(values(lines, "2a9d")) == 2
    assert bytes([2]) not in {v[10:11] for v in values(lines, "2a9d")}, (
        "the other person's reading stays in the scale"
    )


def test_cuff_drops_the_link_for_a_hasty_reader():
    done, lines = vble("scenarios/cuff_bm85.toml", "--", *READER)
    assert done.returncode == 70 and values(lines, "2a35") == []


def test_clock_is_set(tmp_path):
    done, lines = vble(
        "scenarios/clock_1970.toml", "--report", tmp_path / "r", "--", *READER, "--set-clock"
    )
    assert done.returncode == 0, done.stderr
    assert abs(json.loads((tmp_path / "r").read_text())["devices"][0]["clock_error"]) < 3
    assert {v[3:5] for v in values(lines, "2a9d")} == {b"\xb2\x07"}, (
        "stored before the clock was set"
    )


def test_glucose_meter_keeps_what_was_received_when_the_link_drops():
    done, lines = vble(
        "scenarios/glucose_racp.toml", "--", *READER, "--pair", "--passkey", "123456"
    )
    assert done.returncode == 5 and len(values(lines, "2a18")) == 2
    done, lines = vble("scenarios/glucose_racp.toml", "--", *READER, "--pair", "--passkey", "1")
    assert done.returncode == 5 and "AuthenticationFailed" in json.dumps(lines)


def test_neighbourhood():
    done, lines = vble(
        "scenarios/neighbourhood.toml", "--", *READER, "--listen-only", "--scan", "2.5"
    )
    assert done.returncode == 0, done.stderr
    heard = {}
    for line in lines:
        heard.setdefault(line.get("service_data"), []).append(bytes.fromhex(line["hex"]))
    assert {"181b", "fe95", "fcd2"} <= set(heard)
    assert [f[1] for f in heard["181b"]] == [0x80 | 0x04, 0x04, 0x24, 0x26, 0xA6, 0x84]
    assert len([f for f in heard["fe95"] if len(f) == 24]) == 2 and len(heard["fcd2"]) >= 2


@pytest.mark.parametrize("name", [p.name for p in sorted((HERE / "scenarios").glob("*.toml"))])
def test_every_scenario_loads(name):
    done, _ = vble("scenarios/" + name, "--seconds", "0.1")
    assert done.returncode in (0, 70), done.stderr
    assert "DBUS_SYSTEM_BUS_ADDRESS" in done.stdout


def test_control_from_inside_the_command(tmp_path):
    script = tmp_path / "s.sh"
    script.write_text(f"""set -e
{sys.executable} -m vble do scale.weigh kg=71.2 user=2
{sys.executable} -m vble do world.adapter_off
{sys.executable} -m vble do report
! {sys.executable} -m vble do scale.fly
""")
    done, _ = vble("scenarios/first_scale.toml", "--", "sh", str(script))
    assert (
        done.returncode == 70 and '"left": 3' in done.stdout and "ScenarioError" in done.stdout
    ), done


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[device]]\ntype = 'toaster'", "toaster"),
        ("[[device]]\ntype = 'scale'\ncolour = 1", "colour"),
        ("[[event]]\ndo = 'x.y'", "known:"),
        ("[x]", "unknown table"),
        ("= 1", "bad.toml"),
        ("[[device]]\ntype='scale'\nid='a'\n[[event]]\nwhen='a dreams'\ndo='a.drop'", "dreams"),
        ("[[device]]\ntype='scale'\nid='a'\n[[event]]\nwhen='a scanning'\ndo='a.drop'", "scanning"),
        ("[[device]]\ntype='scale'\n[[device]]\ntype='scale'", "share"),
        ("[[check]]\nthat='a.b'", "check 1"),
        ("[bluez]\nspeed=1", "speed"),
    ],
)
def test_a_wrong_scenario_says_where(tmp_path, text, says):
    (tmp_path / "bad.toml").write_text(text)
    done, _ = vble(tmp_path / "bad.toml", "--seconds", "0")
    assert done.returncode == 65 and says in done.stderr and "Traceback" not in done.stderr


def test_types_are_listed():
    done, _ = vble("--types")
    assert done.returncode == 0 and "body-scale" in done.stdout and "adapter_off" in done.stdout
