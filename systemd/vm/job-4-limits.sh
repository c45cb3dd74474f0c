# In the virtual machine: a flood of log lines, a process that needs more memory than it may have, and one that hangs. No sound card.
. ./guest.sh

before() {
    configure 60
    rm -f /var/lib/rostrum/mute
    cat > /etc/rostrum/conf.d/20-limits.yaml <<'YAML'
panel:
  light:
    adapter: simulated
  button:
    adapter: none
YAML
}

checks() {
    echo "        service ready after $(started_at) s of the boot, emulated"
    check "service is active" active
    status | sed 's/^/        /'

    echo "== a flood of log lines"
    flood

    echo "== watchdog"
    local pid
    pid=$(show MainPID)
    kill -STOP "$pid"
    check "ends a process that hangs" within 200 logged 'Watchdog timeout'
    check "which comes back" within 1200 replaced "$pid"
    status | sed 's/^/        /'

    echo "== too little memory"
    systemctl stop rostrumd
    printf '[Service]\nMemoryHigh=infinity\nMemoryMax=150M\nRestartSec=600\n' > /etc/systemd/system/rostrumd.service.d/memory.conf
    systemctl daemon-reload
    systemctl start --no-block rostrumd
    check "the kernel ends what needs more than MemoryMax, and systemd says so" within 600 oom
    check "it is to be started again" within 120 waits
    journal
    finish
}

oom() { [ "$(show Result)" = oom-kill ]; }
waits() { [ "$(show SubState)" = auto-restart ]; }

# flood: every refused reload logs 300 lines
flood() {
    {
        echo 'unit:'
        for i in $(seq 300); do echo "  nonsense-$i: 1"; done
    } > /etc/rostrum/conf.d/99-broken.yaml
    local _ lines
    for _ in $(seq 15); do
        systemctl kill -s HUP --kill-whom=main rostrumd
        sleep 1
    done
    check "a broken file is refused" within 240 says 'reload refused'
    # what was dropped is told with the first line after the interval
    sleep 31
    systemctl kill -s HUP --kill-whom=main rostrumd
    sleep 5
    rm /etc/rostrum/conf.d/99-broken.yaml
    systemctl reload rostrumd
    check "a good one is taken" within 240 not says 'reload refused'
    lines=$(journalctl -b -u rostrumd --no-pager -o cat | grep -c nonsense-)
    # journald multiplies the unit's limit of 300 lines in 30 s by up to six where there is much room on the disk
    check "4800 lines are cut ($lines kept)" test "$lines" -ge 50 -a "$lines" -le 3600
    check "the journal says how many it dropped" within 30 \
        bash -c 'journalctl -b --no-pager -o cat | grep -q "Suppressed .* messages from rostrumd.service"'
}

"$1"
