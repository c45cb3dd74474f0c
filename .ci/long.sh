# Sourced by test.sh: what takes longer than the tests may. Uses the launcher's root, mvn and say, and test.sh's make_packages.
# shellcheck shell=bash

# long_part NAME COMMAND...: runs it, and keeps a line of how it went in the array outcomes; 77 means that it cannot run here
long_part() {
  local name=$1 began=$SECONDS status=0 outcome
  shift
  say "$name"
  "$@" || status=$?
  case $status in
    0) outcome=passed ;;
    77) outcome=skipped ;;
    *) outcome="FAILED with status $status"; long_failed=yes ;;
  esac
  outcomes+=("$(printf '%s  %-34s %s, %s s' "$(date --utc +%F)" "$name" "$outcome" "$((SECONDS - began))")")
}

# run_long_parts: all of them, whatever fails; says at the end what passed. Exit status 1 if one failed
run_long_parts() {
  local outcomes=() long_failed="" line debs="$root/systemd/target" work=${XDG_CACHE_HOME:-$HOME/.cache}/rostrum/long
  install_packages "$root/.ci/packages-long.txt"
  mkdir -p -- "$work"
  make_packages
  long_part "lintian" lintian --fail-on error,warning --tag-display-limit 0 "$debs"/rostrum*.deb
  long_part "second build, same bytes" env MAVEN="$mvn" "$root/systemd/package/rebuild" "$work/rebuild"
  BOOT_SECONDS=1500 long_part "packages as a service" "$root/systemd/boot/run" "$root/systemd/boot/service-test" "$work/service" \
    "$debs"/rostrum_*_all.deb "$debs"/rostrum-runtime_*_amd64.deb
  sed 's/^/  /' "$work/service/log" || true
  long_part "soak, 24 h recorded" "$root/rostrum" soak --hours 24
  long_part "soak, 2 h with the networks" "$root/rostrum" soak --hours 2 --networks
  long_part "arm64 packages, emulated" "$root/systemd/package/try.sh" "$debs/stage" arm64 "$work/arm64"
  for line in "${outcomes[@]}"; do printf '%s\n' "$line"; done
  [[ -z $long_failed ]]
}
