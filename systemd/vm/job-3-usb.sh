# In the virtual machine: a USB sound card that is pulled out and put back, a process that hangs, and a flood of log lines.
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
status() { systemctl show rostrumd -p StatusText --value; }
says() { status | grep -q "$1"; }
active() { [ "$(systemctl show rostrumd -p ActiveState --value)" = active ]; }
line_open() { grep -q RUNNING /proc/asound/Array/pcm0c/sub0/status; }
told() { mosquitto_sub -C 1 -W 5 -t 'rostrum/v1/+/state' | grep -q "$1"; }

# a USB sound card with four channels, whose other end is the gadget's card
modprobe dummy_hcd
modprobe libcomposite
mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config
gadget=/sys/kernel/config/usb_gadget/g1
mkdir $gadget
cd $gadget || exit 1
echo 0x1d6b > idVendor
echo 0x0104 > idProduct
echo 0x0200 > bcdUSB
mkdir strings/0x409
echo "Mic Array" > strings/0x409/product
mkdir configs/c.1 functions/uac2.0
echo 0 > functions/uac2.0/c_chmask
echo 0xf > functions/uac2.0/p_chmask
echo 16000 > functions/uac2.0/p_srate
echo 2 > functions/uac2.0/p_ssize
ln -s functions/uac2.0 configs/c.1/
cd - > /dev/null || exit 1
plug() {
    echo dummy_udc.0 > $gadget/UDC
    udevadm settle
    (sleep 1; exec aplay -q -D hw:UAC2Gadget -f S16_LE -c 4 -r 16000 -d 600 /dev/zero) > /dev/null 2>&1 &
}
unplug() { echo "" > $gadget/UDC; }

systemctl stop rostrumd
rm -f /var/lib/rostrum/mute
mkdir -p /etc/rostrum/conf.d /etc/systemd/system/rostrumd.service.d
cp config.yaml /etc/rostrum/conf.d/10-vm.yaml
# emulation is slow: so are start and every window
printf '[Service]\nTimeoutStartSec=600\nWatchdogSec=240\n' > /etc/systemd/system/rostrumd.service.d/vm.conf
systemctl daemon-reload
printf 'listener 1883 127.0.0.1\nallow_anonymous true\n' > /etc/mosquitto/conf.d/vm.conf
systemctl restart mosquitto
cat > /etc/rostrum/conf.d/20-usb.yaml <<'YAML'
audio:
  card: Array
  channels: 4
panel:
  light:
    adapter: simulated
  button:
    adapter: none
YAML
plug
systemctl start rostrumd
check "service is active" active
check "listens to the USB card" within 60 says Listening
check "its line is open" within 20 line_open
status | sed 's/^/        /'

echo "== unplug"
unplug
begin=$SECONDS
check "says that there is no microphone" within 60 says 'No microphone'
echo "        after $((SECONDS - begin)) s, emulated"
check "the broker is told" within 60 told no-microphone
check "the light says so" within 20 bash -c 'journalctl -b -u rostrumd --no-pager -o cat | grep -q "light sign=no-microphone"'
check "the service stays active" active

echo "== replug"
plug
begin=$SECONDS
check "listens again" within 120 says Listening
echo "        after $((SECONDS - begin)) s, emulated"
check "the line is open again" within 20 line_open
check "the broker is told" within 60 told listening

echo "== a flood of log lines"
{
    echo 'unit:'
    for i in $(seq 300); do echo "  nonsense-$i: 1"; done
} > /etc/rostrum/conf.d/99-broken.yaml
for _ in $(seq 15); do
    systemctl kill -s HUP --kill-whom=main rostrumd
    sleep 1
done
within 30 says 'reload refused'
lines=$(journalctl -b -u rostrumd --no-pager -o cat | grep -c nonsense-)
# journald multiplies the unit's limit of 300 lines in 30 s by up to six where there is much room on the disk
check "4500 lines are cut ($lines kept)" test "$lines" -ge 50 -a "$lines" -le 3600
check "the journal says how many it dropped" bash -c 'journalctl -b --no-pager -o cat | grep -q "Suppressed .* messages from rostrumd.service"'
rm /etc/rostrum/conf.d/99-broken.yaml

echo "== watchdog"
pid=$(systemctl show rostrumd -p MainPID --value)
printf '[Service]\nTimeoutStartSec=600\nWatchdogSec=60\n' > /etc/systemd/system/rostrumd.service.d/vm.conf
systemctl daemon-reload
systemctl restart rostrumd
pid=$(systemctl show rostrumd -p MainPID --value)
kill -STOP "$pid"
check "ends a process that hangs" within 120 bash -c 'journalctl -b -u rostrumd --no-pager -o cat | grep -q "Watchdog timeout"'
check "which comes back" within 240 bash -c "[ \$(systemctl show rostrumd -p MainPID --value) != $pid ] && systemctl is-active --quiet rostrumd"

journalctl -b -u rostrumd --no-pager -o cat | grep -v nonsense- | tail -15 | sed 's/^/        /'
echo "== $failed checks failed"
exit $failed
