# Sourced by the launcher: `rostrum test`. Uses its root, modules, say, stop, find_jdk, find_maven and maven.
# shellcheck shell=bash

# missing_packages FILE: Debian packages of a list that are not installed; a line 'a | b' is met by either
missing_packages() {
  local line names name met
  while IFS= read -r line; do
    line=${line%%#*}
    read -r -a names <<< "${line//|/ }"
    ((${#names[@]} > 0)) || continue
    met=""
    for name in "${names[@]}"; do
      if dpkg-query -W -f='${db:Status-Status}' "$name" 2> /dev/null | grep -qx installed; then met=yes; fi
    done
    [[ -n $met ]] && continue
    for name in "${names[@]}"; do
      if ((${#names[@]} == 1)) || apt-cache show "$name" > /dev/null 2>&1; then
        printf '%s\n' "$name"
        break
      fi
    done
  done < "$1"
}

# install_packages FILE: installs what is missing of a list, or says how
install_packages() {
  if ! command -v dpkg-query > /dev/null; then
    say "this is no Debian system: see $1 for the programs that the tests start"
    return
  fi
  local missing
  mapfile -t missing < <(missing_packages "$1")
  ((${#missing[@]} > 0)) || return 0
  if ((EUID != 0)); then
    stop 1 "the tests need packages that are not installed; as root:" "apt-get install -y --no-install-recommends ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  local log
  log=$(mktemp)
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } > "$log" 2>&1; then
    tail -n 8 "$log" >&2
    stop 1 "could not install them; all of it is in $log"
  fi
  rm -f -- "$log"
}

# sum_reports NAME: sum of the attribute NAME over the test suites that just ran
sum_reports() {
  local module sum=0 value
  for module in "${modules[@]}"; do
    while read -r value; do sum=$((sum + value)); done < <(
      find "$root/$module/target/surefire-reports" -name 'TEST-*.xml' -exec grep -h -m 1 -E '^<testsuite ' {} + 2> /dev/null \
        | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p")
  done
  printf '%s' "$sum"
}

# make_packages: builds the Debian packages where they are missing or older than a source
make_packages() {
  local stamp="$root/systemd/target/packages.stamp" sources=("$root/pom.xml" "$root/systemd") module log
  for module in "${modules[@]}"; do sources+=("$root/$module/pom.xml" "$root/$module/src/main"); done
  if [[ -e $stamp && -z $(find "${sources[@]}" -path "$root/systemd/target" -prune -o -path "$root/systemd/vm" -prune \
    -o -type f -newer "$stamp" -print -quit) ]]; then
    return
  fi
  say "building the packages"
  log=$(mktemp)
  touch -- "$log.began"
  if ! maven --no-transfer-progress -Ppackage > "$log" 2>&1; then
    grep -E '^\[ERROR\]' "$log" | head -n 12 >&2 || tail -n 12 "$log" >&2
    stop 1 "the packages could not be built; all of it is in $log"
  fi
  mv -f -- "$log.began" "$stamp"
  rm -f -- "$log"
}

# make_image: what a unit runs on, staged and tried: its own Java, its jars, its native libraries. NamespaceIT uses it then
make_image() {
  if [[ $(uname -m) != x86_64 ]]; then
    say "the runtime of a unit is not tried: it is made for amd64 here"
    return
  fi
  local log began=$SECONDS
  log=$(mktemp)
  say "staging what a unit runs on, and trying it"
  if ! maven --no-transfer-progress -Ppackage,image -Dspotless.check.skip -Dmaven.test.skip > "$log" 2>&1; then
    grep -E '^\[ERROR\]|^(stage|try)' "$log" | head -n 12 >&2 || tail -n 12 "$log" >&2
    say "what a unit runs on does not hold; all of it is in $log"
    return 1
  fi
  grep -E '^try: ' "$log" >&2
  say "which took $((SECONDS - began)) s"
  rm -f -- "$log"
}

# test_in_machine: the packages in a virtual machine; does not return
test_in_machine() {
  find_jdk
  find_maven
  install_packages "$root/.ci/packages-vm.txt"
  make_packages
  exec "$root/systemd/vm/run"
}

# shellcheck source=.ci/long.sh
source "$root/.ci/long.sh"

run_tests() {
  local long="" vm="" module code=0 extra=() began=$SECONDS
  while (($# > 0)); do
    case $1 in
      --long) long=yes ;;
      --vm) vm=yes ;;
      --) shift; extra=("$@"); break ;;
      -h | --help) printf 'Usage: rostrum test [--long] [--vm] [-- MAVEN ARGUMENTS]\n'; exit 0 ;;
      *) stop 2 "test: unknown argument '$1' (rostrum test [--long] [--vm] [-- MAVEN ARGUMENTS])" ;;
    esac
    shift
  done
  if [[ -n $vm ]]; then
    test_in_machine
  fi
  find_jdk
  find_maven
  install_packages "$root/.ci/packages.txt"
  for module in "${modules[@]}"; do rm -rf -- "$root/$module/target/surefire-reports"; done
  [[ -z $long ]] || extra+=(-Dexcluded.groups=)
  make_image || code=1
  # two modules that know nothing of each other are built and tested at a time
  maven --no-transfer-progress --fail-at-end --threads 2 verify ${extra[@]+"${extra[@]}"} 2>&1 \
    | grep --line-buffered -v -E '^\[INFO\] *$|^\[INFO\] (---|Nothing to|Copying|Loading|Using|Recompiling|Compiling|skip|Building jar)' || code=1
  local tests
  tests=$(sum_reports tests)
  printf 'Tests run: %s, Failures: %s, Errors: %s, Skipped: %s, in %s s%s\n' "$tests" "$(sum_reports failures)" \
    "$(sum_reports errors)" "$(sum_reports skipped)" "$((SECONDS - began))" "${long:+, long tests included}"
  ((tests > 0)) || { say "no test ran"; code=1; }
  if [[ -n $long ]]; then run_long_parts || code=1; fi
  if ((code != 0)); then stop 1 "the tests failed"; fi
}
