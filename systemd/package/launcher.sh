#!/bin/sh
# rostrum, as installed: runs the command line of the release that this file lies in, on that release's own Java.
release=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
# read by the native library when it is loaded: too late for Java to set
export TF_ENABLE_ONEDNN_OPTS="${TF_ENABLE_ONEDNN_OPTS:-1}" TF_CPP_MIN_LOG_LEVEL="${TF_CPP_MIN_LOG_LEVEL:-3}"
# the C library's allocator otherwise keeps an arena of up to 64 MB for each thread that was ever busy
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
# Java reads names of files and words of the command line in the locale's letters, and no option changes that: where the
# locale knows ASCII alone (none is set, or the one that is set is not installed) names in other letters would be lost
case $(locale charmap 2> /dev/null || true) in ANSI_X3.4-1968 | '') export LC_ALL=C.UTF-8 ;; esac
# made at installation (release.sh): classes read and checked already, and what the compiler learnt in a self-test. Where it does
# not fit this Java, these jars or these options, Java says so, on the error stream, and starts without
cache=""
if [ -r "$release/start.aot" ]; then cache=$release/start.aot; fi
# in one order, which the cache asks for
classpath=$(printf ':%s' "$release"/lib/*.jar)
# ROSTRUM_JAVA_OPTS is split on purpose
# shellcheck disable=SC2086
exec "$release/runtime/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -XX:+UseSerialGC -Xms32m -Xmn24m -Xmx512m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 -XX:+ExitOnOutOfMemoryError -Drostrum.natives="$release/native" \
    ${cache:+"-XX:AOTCache=$cache" -Xlog:disable -Xlog:all=warning:stderr} ${ROSTRUM_JAVA_OPTS:-} -cp "${classpath#:}" dev.rostrum.service.cli.Main "$@"
