# In the virtual machine: what every job shares. A job defines before, which runs ahead of the service while the machine boots, and
# checks, which runs once the machine is up; its last line calls the one that it is asked for.
set -u
failed=0

# check NAME COMMAND...: passes if the command does
check() {
    local name=$1
    shift
    if "$@"; then echo "ok      $name"; else echo "FAILED  $name"; failed=$((failed + 1)); fi
}
# within SECONDS COMMAND...: tries until it passes
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@" > /dev/null 2>&1; do
        if [ $SECONDS -ge $end ]; then return 1; fi
        sleep 0.2
    done
}
not() { ! "$@"; }
show() { systemctl show rostrumd -p "$1" --value; }
status() { show StatusText; }
says() { status | grep -q -e "$1"; }
active() { [ "$(show ActiveState)" = active ]; }
# replaced PID: the service runs again as another process; asked at once, for in between two questions it may have ended
replaced() {
    local now
    now=$(systemctl show rostrumd -p ActiveState -p MainPID)
    grep -qx ActiveState=active <<< "$now" && ! grep -qxE "MainPID=(0|$1)" <<< "$now"
}
logged() { journalctl -b -u rostrumd --no-pager -o cat | grep -q -e "$1"; }
# retained TOPIC TEXT: what somebody who comes now is told
retained() { mosquitto_sub -C 1 -W 5 -t "rostrum/v1/+/$1" | grep -q -e "$2"; }
# capturing CARD: something records from the card
capturing() { grep -q RUNNING "/proc/asound/$1/pcm0c/sub0/status"; }
# started_at: seconds of this boot, emulated, after which the service was ready
started_at() { echo $(($(show ActiveEnterTimestampMonotonic) / 1000000)); }
# journal: the newest of what the service and systemd said of it, with seconds since the boot
journal() { journalctl -b -u rostrumd --no-pager -o short-monotonic | grep -v nonsense- | tail -16 | cut -c1-160 | sed 's/^/        /'; }
finish() {
    echo "== $failed checks failed"
    exit "$failed"
}

# configure WATCHDOG: the settings of config.yaml, and more time for all that is slow in emulation
configure() {
    mkdir -p /etc/rostrum/conf.d /etc/systemd/system/rostrumd.service.d
    cp config.yaml /etc/rostrum/conf.d/10-vm.yaml
    # the quick one of Java's compilers: the other would keep the emulated processors busy for minutes
    cat > /etc/systemd/system/rostrumd.service.d/vm.conf <<UNIT
[Service]
TimeoutStartSec=900
TimeoutStopSec=60
WatchdogSec=$1
Environment=ROSTRUM_JAVA_OPTS=-XX:TieredStopAtLevel=1
UNIT
    printf 'listener 1883 127.0.0.1\nallow_anonymous true\n' > /etc/mosquitto/conf.d/vm.conf
    systemctl daemon-reload
}

# panel: a GPIO chip with a light and a button, and the places where its pins are seen and pulled
panel() {
    local sim=/sys/kernel/config/gpio-sim/sim
    if [ ! -d $sim ]; then
        modprobe gpio-sim
        mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config
        mkdir -p $sim/bank0/line3 $sim/bank0/line5
        echo 8 > $sim/bank0/num_lines
        echo tegra234-gpio > $sim/bank0/label
        echo LED > $sim/bank0/line3/name
        echo BUTTON > $sim/bank0/line5/name
        echo 1 > $sim/live
    fi
    pins=/sys/devices/platform/$(cat $sim/dev_name)/$(cat $sim/bank0/chip_name)
}
lit() { [ "$(cat "$pins/sim_gpio3/value")" = 1 ]; }
release() { echo pull-up > "$pins/sim_gpio5/pull"; }
# press SECONDS
press() {
    echo pull-down > "$pins/sim_gpio5/pull"
    sleep "$1"
    release
}
