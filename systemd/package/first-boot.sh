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
umask 027

SETTINGS=${ROSTRUM_SETTINGS:-/etc/rostrum}
BOOT=${ROSTRUM_BOOT:-/boot}
GROUP=rostrum
say() { echo "rostrum: $*" >&2; }

file=
for place in "$SETTINGS/first-boot" "$BOOT/firmware/rostrum" "$BOOT/rostrum"; do
    if [ -f "$place" ]; then
        file=$place
        break
    fi
done
[ -n "$file" ] || exit 0

# plain: the file without carriage returns, comments and empty lines, each line with its number
plain() { tr -d '\r' < "$file" | grep -n -v -E '^[[:space:]]*(#|$)' || true; }
wrong=$(plain | grep -v -E '^[0-9]+:(id|room|broker|user|password): +[^[:space:]]' | head -n 1)
if [ -n "$wrong" ]; then
    # not the line itself: it may be a mistyped password
    say "$file:${wrong%%:*}: needs 'id: ', 'room: ', 'broker: ', 'user: ' or 'password: ' and a value; nothing was taken"
    exit 1
fi
twice=$(plain | sed -E 's/^[0-9]+:([a-z]+):.*/\1/' | sort | uniq -d | head -n 1)
if [ -n "$twice" ]; then
    say "$file: '$twice' stands there more than once; nothing was taken"
    exit 1
fi
if [ -z "$(plain)" ]; then
    say "$file: nothing stands in it; nothing was taken"
    exit 1
fi

# value KEY: what stands behind it, without the blanks around it
value() { plain | sed -n -E "s/^[0-9]+:$1: +(.*[^[:space:]])[[:space:]]*\$/\\1/p"; }
# setting INDENT NAME KEY: a line of YAML, nothing where the key is missing
setting() {
    text=$(value "$3")
    if [ -n "$text" ]; then printf "%s%s: '%s'\n" "$1" "$2" "$(printf %s "$text" | sed "s/'/''/g")"; fi
}
# place NAME: standard input as that file below the settings, whole or not at all
place() {
    folder=$(dirname -- "$SETTINGS/$1")
    if [ ! -d "$folder" ]; then
        mkdir -- "$folder"
        chgrp "$GROUP" "$folder" 2> /dev/null || true
    fi
    cat > "$SETTINGS/$1.new"
    chgrp "$GROUP" "$SETTINGS/$1.new" 2> /dev/null || true
    sync -- "$SETTINGS/$1.new"
    mv -f -- "$SETTINGS/$1.new" "$SETTINGS/$1"
}

password=$(value password)
if [ -n "$password" ]; then printf '%s\n' "$password" | place credentials/mqtt; fi
{
    echo "# from $file, $(date --utc +%F)"
    unit=$(setting '  ' id id; setting '  ' room room)
    if [ -n "$unit" ]; then printf 'unit:\n%s\n' "$unit"; fi
    login=$(setting '    ' user user)
    broker=$(setting '  ' broker broker)
    if [ -n "$broker$login$password" ]; then echo 'mqtt:'; fi
    if [ -n "$broker" ]; then printf '%s\n' "$broker"; fi
    if [ -n "$login$password" ]; then echo '  login:'; fi
    if [ -n "$login" ]; then printf '%s\n' "$login"; fi
    if [ -n "$password" ]; then echo "    password-file: $SETTINGS/credentials/mqtt"; fi
} | place conf.d/50-first-boot.yaml
sync -- "$SETTINGS/conf.d" 2> /dev/null || true

if rm -f -- "$file" 2> /dev/null; then
    say "took and removed $file"
else
    say "took $file and could not remove it: it is taken again at every start"
fi
