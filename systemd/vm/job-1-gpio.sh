# In the virtual machine: a button edge mutes, closes the line, shows it on the light and tells the broker. Then the plug is pulled.
# ends with a power cut
set -u
failed=0
check() {
    local name=$1
    shift
    if "$@"; then echo "ok      $name"; else echo "FAILED  $name"; failed=$((failed + 1)); fi
}
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@" > /dev/null 2>&1; do
        if [ $SECONDS -ge $end ]; then return 1; fi
        sleep 0.2
    done
}
logged() { journalctl -u rostrumd --no-pager -o cat | grep -q -e "$1"; }
active() { [ "$(systemctl show rostrumd -p ActiveState --value)" = active ]; }

# a chip with a light and a button, and a sound card whose other end is played into
modprobe gpio-sim
mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config
sim=/sys/kernel/config/gpio-sim/sim
mkdir -p $sim/bank0/line3 $sim/bank0/line5
echo 8 > $sim/bank0/num_lines
echo tegra234-gpio > $sim/bank0/label
echo LED > $sim/bank0/line3/name
echo BUTTON > $sim/bank0/line5/name
echo 1 > $sim/live
pins=/sys/devices/platform/$(cat $sim/dev_name)/$(cat $sim/bank0/chip_name)
echo pull-up > "$pins/sim_gpio5/pull"
modprobe snd-aloop
udevadm settle
lit() { [ "$(cat "$pins/sim_gpio3/value")" = 1 ]; }
pressed() { echo pull-down > "$pins/sim_gpio5/pull"; sleep "$1"; echo pull-up > "$pins/sim_gpio5/pull"; }
line_open() { grep -q RUNNING /proc/asound/Loopback/pcm0c/sub0/status; }

check "udev gives the chip to group gpio" test "$(stat -c %G /dev/gpiochip0)" = gpio
mkdir -p /etc/rostrum/conf.d /etc/systemd/system/rostrumd.service.d
cp config.yaml /etc/rostrum/conf.d/10-vm.yaml
# emulation is slow: so are start and every window
printf '[Service]\nTimeoutStartSec=600\nWatchdogSec=240\n' > /etc/systemd/system/rostrumd.service.d/vm.conf
systemctl daemon-reload
printf 'listener 1883 127.0.0.1\nallow_anonymous true\n' > /etc/mosquitto/conf.d/vm.conf
systemctl restart mosquitto
mosquitto_sub -v -t 'rostrum/#' > mqtt.txt &
aplay -q -D hw:Loopback,1,0 -f S16_LE -c 2 -r 16000 -d 600 /dev/zero &

begin=$SECONDS
systemctl restart rostrumd
echo "        service ready after $((SECONDS - begin)) s, emulated"
check "service is active" active
systemctl show rostrumd -p StatusText --value | sed 's/^/        /'
check "line is open" within 60 line_open
check "light is lit" within 60 lit
# gpioinfo of the package gpiod names the holder
check "line is held by rostrumd" bash -c 'gpioinfo | grep LED | grep -q rostrumd'

echo "== press"
pressed 1
check "line closes" within 60 bash -c '! grep -q RUNNING /proc/asound/Loopback/pcm0c/sub0/status'
check "status says muted" within 60 bash -c 'systemctl show rostrumd -p StatusText --value | grep -q Muted'
check "broker is told" within 60 grep -q '"phase":"muted"' mqtt.txt
check "mute is on the disk" within 60 grep -q muted /var/lib/rostrum/mute
dark=0
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    lit || dark=$((dark + 1))
    sleep 0.1
done
check "light is dark most of the time ($dark of 20)" test "$dark" -ge 17

echo "== kill -9 with the light on"
pressed 1
check "listens again" within 60 line_open
check "light is lit again" within 60 lit
systemctl mask --runtime --now rostrumd 2> /dev/null || systemctl kill -s KILL rostrumd
check "light is dark after the end" within 60 bash -c "[ \$(cat $pins/sim_gpio3/value) = 0 ]"
systemctl unmask --runtime rostrumd
systemctl start rostrumd
check "comes back" active
within 60 line_open
pressed 1
check "muted again" within 60 bash -c 'systemctl show rostrumd -p StatusText --value | grep -q Muted'
journalctl -u rostrumd --no-pager -o cat | tail -15 | sed 's/^/        /'
grep -a -E 'status|mute' mqtt.txt | tail -5 | cut -c1-160 | sed 's/^/        /'
echo "== $failed checks failed; pulling the plug"
[ $failed = 0 ] || exit $failed
touch cut
sleep 60
