#!/bin/sh
# Keeps releases in folders of their own and switches between them in one step.
#
#   release install VERSION   makes releases/VERSION (or VERSION_2, where that one is in use or kept) from what the
#                             packages brought, proves it, switches, keeps the one before
#   release quicken FOLDER    makes what Java starts quicker from; a part of installing
#   release rollback          goes back to the release before
#   release list              which there are, which is in use
#
# Exit status 1: the release in use did not change, standard error says why.
set -eu

ROOT=${ROSTRUM_ROOT:-/opt/rostrum}
PAYLOAD=${ROSTRUM_PAYLOAD:-/usr/lib/rostrum}
MARK=${ROSTRUM_RUNTIME:-/run/rostrum}/updating
UNIT=${ROSTRUM_UNIT:-rostrumd.service}
USER_NAME=${ROSTRUM_USER:-rostrum}

say() { echo "rostrum: $*" >&2; }
wanted() { [ -d /run/systemd/system ] && systemctl --quiet is-enabled "$UNIT" 2> /dev/null; }

# version_of LINK: the folder that current or previous points to, nothing where there is none
version_of() {
    if [ -L "$ROOT/$1" ]; then basename -- "$(readlink -- "$ROOT/$1")"; fi
}

# point LINK VERSION: replaces the link in one step
point() {
    rm -f -- "$ROOT/$1.new"
    ln -s -- "releases/$2" "$ROOT/$1.new"
    mv -T -- "$ROOT/$1.new" "$ROOT/$1"
    sync -- "$ROOT"
}

# assemble FOLDER: the release as hard links to the packages' files, or copies where /opt is another file system
assemble() {
    rm -rf -- "$1"
    mkdir -p -- "$1"
    for part in app/bin app/lib app/share runtime native; do
        name=$(basename -- "$part")
        cp -al -- "$PAYLOAD/$part" "$1/$name" 2> /dev/null || {
            rm -rf -- "${1:?}/$name"
            cp -a -- "$PAYLOAD/$part" "$1/$name"
        }
    done
    sync -f -- "$1"
}

# prove FOLDER: the release runs on this machine, as the service's user
prove() {
    if [ "$(id -u)" = 0 ] && id "$USER_NAME" > /dev/null 2>&1; then
        (cd / && setpriv --reuid="$USER_NAME" --regid="$USER_NAME" --init-groups -- "$1/bin/rostrum" selftest) >&2
    else
        "$1/bin/rostrum" selftest >&2
    fi
}

# quicken FOLDER: what Java starts quicker from, made by this release's own Java and jars in one more self-test: as whoever runs
# this, for everybody's commands start from it. Without it the release is as good, and starts later
quicken() {
    rm -f -- "$1/start.aot" "$1/start.aot.new"
    # from inside: options are split at blanks, and the folder's name may have one
    if (cd -- "$1" && ROSTRUM_JAVA_OPTS="-XX:AOTCacheOutput=start.aot.new -Xlog:disable -Xlog:all=error" bin/rostrum selftest) \
        > "$1/start.log" 2>&1 && [ -s "$1/start.aot.new" ]; then
        chmod 644 "$1/start.aot.new"
        mv -- "$1/start.aot.new" "$1/start.aot"
        rm -f -- "$1/start.log"
    else
        tail -n 3 "$1/start.log" >&2
        rm -f -- "$1"/start.*
        say "Java made no start cache (above); starts take a second or two longer"
        return 1
    fi
}

# new_keys OLD NEW: the settings that only the new release knows, each with the first line of its comment
new_keys() {
    [ -r "$1" ] && [ -r "$2" ] || return 0
    awk '
        function key(line) { return match(line, /^ *#?[a-z][a-z0-9-]*:/) ? substr(line, 1, RLENGTH - 1) : "" }
        function bare(text) { sub(/^[ #]*/, "", text); return text }
        NR == FNR { if (key($0) != "") known[key($0)] = 1; next }
        key($0) != "" {
            if (!(key($0) in known)) {
                if (!told++) print "rostrum: new settings of this release, all with defaults:"
                print "  " bare(key($0)) (note == "" ? "" : ": " note)
            }
            note = ""
            next
        }
        /^ *# / { if (note == "") note = bare($0); next }
        { note = "" }
    ' "$1" "$2" >&2
}

# prune: leaves the release in use and the one before
prune() {
    for folder in "$ROOT"/releases/* "$ROOT"/releases/.[!.]*; do
        name=$(basename -- "$folder")
        if [ "$name" != "$(version_of current)" ] && [ "$name" != "$(version_of previous)" ]; then rm -rf -- "$folder"; fi
    done
}

# started: restarts the service where it is wanted, and waits until it says that it is ready
started() {
    wanted || return 0
    say "starting $UNIT"
    systemctl restart "$UNIT"
}

# free_name VERSION: what its folder can be called, for neither the release in use nor the one before is ever moved or emptied
free_name() {
    name=$1
    number=1
    while [ "$name" = "$(version_of current)" ] || [ "$name" = "$(version_of previous)" ]; do
        number=$((number + 1))
        name=$1_$number
    done
    echo "$name"
}

install_release() {
    version=$1
    old=$(version_of current)
    before=$(version_of previous)
    fresh="$ROOT/releases/.$version"
    # the running daemon shows it; gone with the runtime folder when the service is restarted. A first installation has no
    # runtime folder yet. Made anew, without looking behind a link: the folder is the service's, and this is root
    rm -f -- "$MARK"
    if (set -C && true > "$MARK") 2> /dev/null; then trap 'rm -f -- "$MARK"' EXIT; fi
    mkdir -p -- "$ROOT/releases"
    chmod 755 "$ROOT" "$ROOT/releases"
    assemble "$fresh"
    if ! prove "$fresh"; then
        rm -rf -- "$fresh"
        say "release $version failed its self-test and is not used; ${old:-no release} stays in use"
        return 1
    fi
    quicken "$fresh" || true
    [ -z "$old" ] || new_keys "$ROOT/releases/$old/share/rostrum.yaml" "$fresh/share/rostrum.yaml"
    place=$(free_name "$version")
    rm -rf -- "${ROOT:?}/releases/$place"
    mv -T -- "$fresh" "$ROOT/releases/$place"
    # the same version again is no release to go back to: the one before it stays that
    if [ -n "$old" ] && [ "${old%_*}" != "$version" ]; then point previous "$old"; fi
    point current "$place"
    if ! started; then
        say "release $version does not become ready: journalctl -u $UNIT"
        if [ -n "$old" ]; then
            say "going back to release $old"
            point current "$old"
            if [ -n "$before" ]; then point previous "$before"; else rm -f -- "$ROOT/previous"; fi
            started || say "release $old does not become ready either"
            prune
        fi
        return 1
    fi
    prune
    kept=$(version_of previous)
    say "release $place is in use${kept:+, $kept is kept}"
}

rollback() {
    now=$(version_of current)
    back=$(version_of previous)
    if [ -z "$back" ] || [ ! -d "$ROOT/releases/$back" ] || [ "$back" = "$now" ]; then
        say "there is no release before $now to go back to"
        return 1
    fi
    point current "$back"
    point previous "$now"
    started
    say "release $back is in use, $now is kept"
}

case ${1:-} in
    install) install_release "${2:?VERSION}" ;;
    quicken) quicken "${2:?FOLDER}" ;;
    rollback) rollback ;;
    list)
        for folder in "$ROOT"/releases/*; do
            [ -d "$folder" ] || continue
            name=$(basename -- "$folder")
            if [ "$name" = "$(version_of current)" ]; then echo "$name in use"; else echo "$name"; fi
        done
        ;;
    *)
        sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac
