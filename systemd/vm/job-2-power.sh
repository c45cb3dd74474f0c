# In the virtual machine, after the power cut: it starts muted, without opening the line.
set -u
failed=0
check() {
    local name=$1
    shift
    if "$@"; then echo "ok      $name"; else echo "FAILED  $name"; failed=$((failed + 1)); fi
}
status() { systemctl show rostrumd -p StatusText --value; }
end=$((SECONDS + 500))
until [ "$(systemctl show rostrumd -p ActiveState --value)" = active ] || [ $SECONDS -ge $end ]; do sleep 1; done
check "started by itself" test "$(systemctl show rostrumd -p ActiveState --value)" = active
check "is muted" bash -c 'systemctl show rostrumd -p StatusText --value | grep -q Muted'
status | sed 's/^/        /'
check "never opened a line" bash -c '! journalctl -b -u rostrumd --no-pager -o cat | grep -q "capture opened"'
check "no unit failed" bash -c '! systemctl --failed --no-legend | grep -q .'
systemctl --failed --no-legend | sed 's/^/        /'
echo "== $failed checks failed"
exit $failed
