#!/usr/bin/env bash
# A sound server with a microphone for the tests, on a machine without sound hardware. What is
# played into the sink "room" is heard by the source "room.monitor", which is the default one;
# "desk" is a second such pair. Everything lives in a folder of the caller's, and only what was
# started here is ever ended.
#
#   rig.sh up DIR [pulse|pipewire]   start the server at DIR/native; ready when this returns
#   rig.sh play DIR FILE             play a sound file into the room to its end
#   rig.sh pactl DIR ARGUMENT...     tell the server something, e.g. set-source-mute room.monitor 1
#   rig.sh freeze DIR                stop the server where it is (SIGSTOP)
#   rig.sh thaw DIR                  let it go on
#   rig.sh kill DIR                  kill it (SIGKILL)
#   rig.sh down DIR                  end it
set -euo pipefail

verb=${1:?rig.sh VERB DIR, see the head of the file}
dir=${2:?rig.sh $verb DIR, see the head of the file}
shift 2

# Nothing of the person who runs the tests is read or changed.
export HOME=$dir/home XDG_RUNTIME_DIR=$dir XDG_CONFIG_HOME=$dir/home PULSE_SERVER=unix:$dir/native
unset PULSE_RUNTIME_PATH PULSE_COOKIE PULSE_SINK PULSE_SOURCE
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS

# Starts a program in the background and notes its process.
start() {
    setsid "$@" >>"$dir/$(basename "$1").log" 2>&1 </dev/null &
    echo "$! $(basename "$1")" >>"$dir/started"
}

# Does something to every process noted that still is the program it was.
each() {
    local process program
    [ -f "$dir/started" ] || return 0
    while read -r process program; do
        [ "$(cat "/proc/$process/comm" 2>/dev/null)" = "${program:0:15}" ] || continue
        "$@" "$process" || true
    done <"$dir/started"
}

# Waits until a command succeeds, for 20 s at most.
until_works() {
    local tries
    for tries in {1..200}; do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.1
    done
    echo "rig.sh: still fails after $tries tries: $*" >&2
    return 1
}

pulse() {
    start pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no \
        --realtime=no --high-priority=no \
        --log-target=stderr \
        -L "module-native-protocol-unix auth-anonymous=1 socket=$dir/native" \
        -L "module-null-sink sink_name=room sink_properties=device.description=Room" \
        -L "module-null-sink sink_name=desk sink_properties=device.description=Desk"
    until_works pactl info
    pactl set-default-sink room
    pactl set-default-source room.monitor
}

pipewire() {
    local sink
    start dbus-daemon --session --nofork --nopidfile "--address=unix:path=$dir/bus"
    export DBUS_SESSION_BUS_ADDRESS=unix:path=$dir/bus
    until_works test -S "$dir/bus"
    start pipewire
    until_works test -S "$dir/pipewire-0"
    start wireplumber
    start pipewire-pulse
    ln -sf "$dir/pulse/native" "$dir/native"
    until_works pactl info
    for sink in room desk; do
        pactl load-module module-null-sink sink_name=$sink media.class=Audio/Sink >/dev/null
        until_works sh -c "pactl list short sources | grep -q $sink.monitor"
    done
    pactl set-default-sink room
    pactl set-default-source room.monitor
    until_works sh -c "pactl info | grep -q 'Default Source: room.monitor'"
}

case $verb in
up)
    mkdir -p "$dir/home"
    chmod 700 "$dir" "$dir/home"
    : >"$dir/started"
    "${1:-pulse}"
    ;;
play) exec paplay --device=room "$1" ;;
pactl) exec pactl "$@" ;;
freeze) each kill -STOP ;;
thaw) each kill -CONT ;;
kill)
    each kill -KILL
    rm -f "$dir/native" "$dir/started"
    ;;
down)
    each kill -CONT
    each kill -TERM
    for _ in {1..50}; do
        [ -z "$(each echo)" ] && break
        sleep 0.1
    done
    each kill -KILL
    rm -f "$dir/native" "$dir/started"
    ;;
*)
    echo "rig.sh: $verb is not known; see the head of the file" >&2
    exit 2
    ;;
esac
