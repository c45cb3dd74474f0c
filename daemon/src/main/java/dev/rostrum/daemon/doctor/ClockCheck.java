package dev.rostrum.daemon.doctor;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Wall time: whether anybody sets it, and whether it can be true at all. */
final class ClockCheck implements Check {
    private final Supplier<Instant> now;
    private final Instant released;
    private final BooleanSupplier synchronised;

    /** @param released an instant before which this release cannot run */
    ClockCheck(Supplier<Instant> now, Instant released, BooleanSupplier synchronised) {
        this.now = now;
        this.released = released;
        this.synchronised = synchronised;
    }

    @Override
    public String part() {
        return "clock";
    }

    @Override
    public List<Finding> look() {
        String remedy = "set a time server (timedatectl set-ntp true) that this network reaches";
        Instant time = now.get();
        if (time.isBefore(released)) {
            return List.of(Finding.failed(
                    part(), "clock-off", "it is " + time + " here, before this release was made", remedy));
        }
        if (!synchronised.getAsBoolean()) {
            return List.of(Finding.doubtful(
                    part(), "clock-not-synchronised", "it is " + time + " here, and nobody sets that", remedy));
        }
        return List.of(Finding.fine(part(), "synchronised, " + time));
    }
}
