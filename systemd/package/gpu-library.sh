#!/bin/sh
# Lets the service use a TensorFlow library of yours, built for this machine's GPU, instead of the packaged one.
#
#   gpu-library FOLDER    takes libtensorflow_cc.so.2 and libtensorflow_framework.so.2 of FOLDER (TensorFlow 2.18), tries them,
#                         and lets the service use them from its next start
#   gpu-library --off     back to the packaged library
#
# Exit status 1: nothing has changed, standard error says why.
set -eu

PLACE=${ROSTRUM_GPU_FOLDER:-/opt/rostrum/gpu}
DROPIN=${ROSTRUM_DROPINS:-/etc/systemd/system/rostrumd.service.d}/gpu-library.conf
ROSTRUM=${ROSTRUM_COMMAND:-rostrum}
say() { echo "rostrum: $*" >&2; }
reload() { if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi; }

case ${1:-} in
    --off)
        rm -f -- "$DROPIN"
        rm -rf -- "$PLACE"
        reload
        say "the packaged library is used from the next start: systemctl restart rostrumd"
        exit 0
        ;;
    "" | -*)
        sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac

fresh=$PLACE.new
rm -rf -- "$fresh"
mkdir -p -- "$fresh"
for name in libtensorflow_cc.so.2 libtensorflow_framework.so.2; do
    if [ ! -r "$1/$name" ]; then
        rm -rf -- "$fresh"
        say "$1/$name is missing"
        exit 1
    fi
    cp -L -- "$1/$name" "$fresh/"
done

options="-Dorg.bytedeco.javacpp.pathsFirst=true -Djava.library.path="
if ! told=$(ROSTRUM_JAVA_OPTS="$options$fresh" LD_LIBRARY_PATH="$fresh" "$ROSTRUM" models 2>&1) \
    || ! printf '%s\n' "$told" | grep -q -F "library      $fresh/"; then
    printf '%s\n' "$told" | tail -n 5 >&2
    rm -rf -- "$fresh"
    say "the networks do not run on that library; nothing has changed"
    exit 1
fi
printf '%s\n' "$told" | sed -n '1,6p'

rm -rf -- "$PLACE"
mv -- "$fresh" "$PLACE"
mkdir -p -- "$(dirname -- "$DROPIN")"
printf '[Service]\nEnvironment="ROSTRUM_JAVA_OPTS=%s" "LD_LIBRARY_PATH=%s"\n' "$options$PLACE" "$PLACE" > "$DROPIN"
reload
say "used from the next start: systemctl restart rostrumd (a GPU's devices need the drop-in gpu.conf too)"
