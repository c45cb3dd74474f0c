# In the virtual machine: a button edge mutes, closes the line, shows it on the light and tells the broker. Then the plug is pulled.
# ends with a power cut
. ./guest.sh

before() {
    panel
    release
    modprobe snd-aloop
    udevadm settle
    configure 240
}

checks() {
    panel
    echo "        service ready after $(started_at) s of the boot, emulated"
    mosquitto_sub -v -t 'rostrum/#' > mqtt.txt &
    check "service is active" active
    status | sed 's/^/        /'
    check "udev gives the chip to group gpio" test "$(stat -c %G /dev/gpiochip0)" = gpio
    check "light and button are held by rostrumd" test "$(gpioinfo | grep -c -E '(LED|BUTTON).*rostrum')" = 2
    check "line is open" within 60 capturing Loopback
    check "light is lit" within 60 lit

    echo "== press"
    press 1
    check "line closes" within 60 not capturing Loopback
    check "status says muted" within 60 says Muted
    check "broker is told" within 60 grep -q '"phase":"muted"' mqtt.txt
    check "mute is on the disk" within 60 grep -q muted /var/lib/rostrum/mute
    local dark=0 _
    for _ in $(seq 20); do
        lit || dark=$((dark + 1))
        sleep 0.1
    done
    check "light is dark most of the time ($dark of 20)" test "$dark" -ge 16

    echo "== press again"
    press 1
    check "listens again" within 60 capturing Loopback
    check "light is lit again" within 60 lit
    check "broker is told that it listens" within 60 retained state '"phase":"listening"'

    echo "== kill -9 with the light on"
    local pid
    pid=$(show MainPID)
    kill -9 "$pid"
    check "light goes dark" within 3 not lit
    check "line is closed" not capturing Loopback
    check "broker tells that it is gone" within 20 retained availability offline
    check "comes back" within 900 replaced "$pid"
    check "and listens" within 60 capturing Loopback

    echo "== mute, and pull the plug"
    press 1
    check "muted again" within 60 says Muted
    check "broker is told" within 60 retained state '"phase":"muted"'
    journal
    [ $failed = 0 ] || finish
    echo "== 0 checks failed; pulling the plug"
    touch cut
    sleep 60
}

"$1"
