#!/bin/bash
# Tries what was staged as a unit would run it: its own Java, jars and native libraries, and nothing else of this machine's.
#
# Usage: try.sh STAGE ARCHITECTURE FOLDER    FOLDER is made and emptied; it keeps what was said
# arm64 runs in user emulation, on Debian's arm64 libraries in ~/.cache/rostrum/arm64 (1 GB, made where missing); it takes minutes.
# Exit status: 77 where emulation is wanted and not there
set -euo pipefail
stage=$1 architecture=$2
rm -rf -- "${3:?FOLDER}"
mkdir -p -- "$3"
folder=$(cd -- "$3" && pwd)
release=$folder/release
say() { echo "try: $architecture: $*" >&2; }
fail() { say "$*"; exit 1; }

mkdir -p "$release" "$folder/home"
cp -al "$stage"/rostrum/usr/lib/rostrum/app/* "$stage/runtime-$architecture"/usr/lib/rostrum/* "$release/"
# out of a wheel it comes without, and the emulator ends without a word then; the packages set it themselves
chmod +x "$release/runtime/bin/java"

# emulated: puts the emulator in the place of the release's Java
emulated() {
    local libraries=${XDG_CACHE_HOME:-~/.cache}/rostrum/arm64 program
    for program in qemu-aarch64-static mmdebstrap; do
        command -v "$program" > /dev/null || { say "not tried: needs $program (apt-get install qemu-user-static mmdebstrap)"; exit 77; }
    done
    if [ ! -e "$libraries/usr/lib/aarch64-linux-gnu/libstdc++.so.6" ]; then
        mkdir -p "$(dirname "$libraries")"
        # unpacked only: nothing of it has to run
        rm -rf "$libraries.new"
        mmdebstrap --quiet --variant=extract --architectures=arm64 --include=libc6,libgcc-s1,libstdc++6,zlib1g,libasound2 \
            bookworm "$libraries.new" http://deb.debian.org/debian > "$folder/mmdebstrap" 2>&1 \
            || { say "not tried: no arm64 libraries, see $folder/mmdebstrap"; exit 77; }
        mv -T "$libraries.new" "$libraries"
    fi
    ln "$release/runtime/bin/java" "$release/runtime/bin/emulated"
    rm "$release/runtime/bin/java"
    printf '#!/bin/sh\nexec %s -L "%s" "%s" "$@"\n' "$(command -v qemu-aarch64-static)" "$libraries" \
        "$release/runtime/bin/emulated" > "$release/runtime/bin/java"
    chmod 755 "$release/runtime/bin/java"
}

# rostrum WORDS...: the staged command line, with the options of Java in OPTIONS; what it says goes to the file said
rostrum() { env -i PATH=/usr/bin:/bin HOME="$folder/home" ROSTRUM_JAVA_OPTS="${OPTIONS:-}" sh "$release/bin/rostrum" "$@" > "$folder/said" 2>&1; }
# shown: what it said last, on the error stream
shown() { tail -n 20 "$folder/said" >&2; }

case $architecture in
    "$(dpkg --print-architecture 2> /dev/null || uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')") ;;
    arm64) emulated ;;
    *) say "not tried: no emulator for it"; exit 77 ;;
esac
begin=$SECONDS

"$release/runtime/bin/java" --list-modules | sed 's/@.*//' | sort > "$folder/modules"
missing=$(sed -E '/^#/d; s/ .*//' "$(dirname -- "$0")/modules.txt" | sort | comm -23 - "$folder/modules" | xargs)
[ -z "$missing" ] || fail "the runtime lacks $missing"

rostrum selftest || { shown; fail "the self-test fails"; }

# what Java starts quicker from: emulated it would take too long
if [ ! -e "$release/runtime/bin/emulated" ]; then
    sh "$(dirname -- "$0")/release.sh" quicken "$release" || fail "makes no start cache"
    # with this Java does not start without the cache
    needed="-XX:AOTMode=on"
    OPTIONS=$needed rostrum version || { shown; fail "the start cache does not fit where it was made"; }
    rostrum version && [ "$(wc -l < "$folder/said")" = 1 ] || { shown; fail "a start from the cache says more than its version"; }
    mv "$release" "$release.moved"
    OPTIONS=$needed release=$release.moved rostrum version || { shown; fail "the start cache does not fit where the release is moved"; }
    mv "$release.moved" "$release"
    jar=$(echo "$release"/lib/jspecify-*.jar)
    # one of its own: the others are links to what was staged
    cp "$jar" "$folder/jar" && mv "$folder/jar" "$jar"
    rostrum version || { shown; fail "a start cache that does not fit keeps it from starting"; }
    grep -q 'aot.*timestamp has changed' "$folder/said" || { shown; fail "does not say that the start cache does not fit"; }
    ! OPTIONS=$needed rostrum version || fail "takes a start cache made of another jar"
    rm "$release/start.aot"
fi

# two seconds of noise, 16 kHz: the chain has to run, not to understand
{
    printf 'RIFF\x24\xfa\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x80\x3e\x00\x00\x00\x7d\x00\x00\x02\x00\x10\x00data\x00\xfa\x00\x00'
    head -c 64000 /dev/urandom
} > "$folder/two.wav"
rostrum replay --out "$folder" "$folder/two.wav" || { shown; fail "the replay fails"; }
[ -s "$folder/two.events.jsonl" ] || { shown; fail "the replay left no events"; }

# what it finds on this machine does not matter, that every part of it can look does
rostrum doctor --json --config "$release/share/rostrum.yaml" || [ $? = 1 ] || { shown; fail "the doctor fails"; }
for part in config sound networks broker files clock disk service; do
    grep -q "\"part\":\"$part\"" "$folder/said" || { shown; fail "the doctor says nothing of $part"; }
done
if grep -q -E '"fault":"(check-failed|wrong-java|no-native-libraries|bad-weights)"' "$folder/said"; then
    shown
    fail "the doctor cannot work"
fi

rostrum demo && fail "offers a demo without a broker"
[ "$(wc -l < "$folder/said")" = 1 ] || { shown; fail "does not say in a line why there is no demo"; }
# beside what a sound server's library leaves there
[ ! -e "$folder/home/.cache" ] || fail "unpacked something into the home folder"
rm -rf -- "$release"
say "self-test, replay and doctor passed in $((SECONDS - begin)) s"
