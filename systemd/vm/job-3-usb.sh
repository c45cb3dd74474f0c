# In the virtual machine: a USB sound card that is pulled out and put back.
. ./guest.sh

gadget=/sys/kernel/config/usb_gadget/g1

# usb_card: a USB sound card with four channels, whose other end is the gadget's own card; not plugged in yet
usb_card() {
    modprobe dummy_hcd
    modprobe libcomposite
    mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config
    mkdir $gadget
    (
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
    )
}
plug() {
    echo dummy_udc.0 > $gadget/UDC
    udevadm settle
    # silence at real pace; without it the card sends nothing
    systemd-run --quiet --collect --property=Restart=on-failure --property=RestartSec=1 --property=StartLimitIntervalSec=0 \
        aplay -q -D hw:UAC2Gadget -f S16_LE -c 4 -r 16000 /dev/zero
}
unplug() { echo "" > $gadget/UDC; }

before() {
    usb_card
    plug
    configure 240
    rm -f /var/lib/rostrum/mute
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
}

checks() {
    echo "        service ready after $(started_at) s of the boot, emulated"
    check "service is active" active
    check "listens to the USB card" within 60 says Listening
    check "its line is open" within 20 capturing Array
    status | sed 's/^/        /'

    echo "== unplug"
    unplug
    local begin=$SECONDS
    check "says that there is no microphone" within 60 says 'No microphone'
    echo "        after $((SECONDS - begin)) s, emulated"
    check "broker is told" within 60 retained state '"phase":"no-microphone"'
    check "light says so" within 20 logged 'light sign=no-microphone'
    check "service stays active" active

    echo "== replug"
    plug
    begin=$SECONDS
    check "listens again" within 120 says Listening
    echo "        after $((SECONDS - begin)) s, emulated"
    check "the line is open again" within 20 capturing Array
    check "broker is told" within 60 retained state '"phase":"listening"'
    journal
    finish
}

"$1"
