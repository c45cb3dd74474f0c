#!/bin/sh
# Takes the one file that an installer leaves for a unit's first start, and removes it: it holds a password.
#
#   room: Room 3.14
#   broker: mqtts://broker.example:8883
#   user: rostrum
#   password: secret
#
# Every line may be missing but one, also "id". Looked for as /etc/rostrum/first-boot, /boot/firmware/rostrum and /boot/rostrum.
# Becomes /etc/rostrum/conf.d/50-first-boot.yaml and /etc/rostrum/credentials/mqtt. The service runs this before it starts.
# Exit status 1: nothing was taken, standard error says which line is wrong.
set -eu

SETTINGS=${ROSTRUM_SETTINGS:-/etc/rostrum}
BOOT=${ROSTRUM_BOOT:-/boot}

for place in "$SETTINGS/first-boot" "$BOOT/firmware/rostrum" "$BOOT/rostrum"; do
    if [ -f "$place" ]; then
        exec "${ROSTRUM:-/opt/rostrum/current/bin/rostrum}" first-boot --settings "$SETTINGS" "$place"
    fi
done
