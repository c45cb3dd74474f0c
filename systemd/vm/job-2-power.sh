# In the virtual machine, after the power cut: it starts muted, without opening the line, and says so.
. ./guest.sh

before() {
    panel
    release
    modprobe snd-aloop
    udevadm settle
}

checks() {
    panel
    echo "        service ready after $(started_at) s of the boot, emulated"
    check "started by itself" active
    check "file system was mended" bash -c 'journalctl -b -k --no-pager -o cat | grep -q "recovery complete"'
    check "is muted" says Muted
    status | sed 's/^/        /'
    check "never opened the line" not logged 'capture opened'
    check "the line is closed" not capturing Loopback
    check "broker keeps that it is muted" within 60 retained state '"phase":"muted"'
    check "broker keeps that it is there" within 20 retained availability online
    check "no unit failed" bash -c '! systemctl --failed --no-legend | grep -q .'
    systemctl --failed --no-legend | sed 's/^/        /'

    echo "== press"
    press 1
    check "listens again" within 60 capturing Loopback
    check "broker is told" within 60 retained state '"phase":"listening"'
    finish
}

"$1"
