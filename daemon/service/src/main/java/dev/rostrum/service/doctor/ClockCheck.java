package dev.rostrum.service.doctor;

import dev.rostrum.drivers.clock.KernelClock;
import dev.rostrum.service.time.TimeService;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Wall time: whether it can be true at all, whether it is a time server's, and whether anybody sets it. */
final class ClockCheck implements Check {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final int NTP_PORT = 123;

    private final Supplier<Instant> now;
    private final Instant released;
    private final Keeper keeper;

    /** Who keeps the clock. */
    interface Keeper {
        /** Whether anybody set it, and still does, as the kernel knows. */
        KernelClock.Kept kept();

        /** The time server that it is set by, where that is known. */
        Optional<InetSocketAddress> server();
    }

    /**
     * The kernel's word, whoever keeps the clock; the time server's name only systemd-timesyncd tells.
     *
     * @param kernel what it says of the clock
     * @param commands run {@code timedatectl}
     */
    record Machine(Supplier<KernelClock.Kept> kernel, Commands commands) implements Keeper {
        @Override
        public KernelClock.Kept kept() {
            return kernel.get();
        }

        @Override
        public Optional<InetSocketAddress> server() {
            String address = commands.output(
                            List.of("timedatectl", "show-timesync", "--property=ServerAddress", "--value"))
                    .strip();
            return address.matches("[0-9a-fA-F.:]+")
                    ? Optional.of(new InetSocketAddress(address, NTP_PORT))
                    : Optional.empty();
        }
    }

    /** @param released an instant before which this release cannot run */
    ClockCheck(Supplier<Instant> now, Instant released, Keeper keeper) {
        this.now = now;
        this.released = released;
        this.keeper = keeper;
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
        Optional<InetSocketAddress> server = keeper.server();
        Optional<Duration> ahead = server.flatMap(known -> new TimeServer(known, now).ahead(PATIENCE));
        if (ahead.isPresent() && ahead.get().abs().compareTo(TOLERANCE) > 0) {
            return List.of(Finding.failed(part(), "clock-off", off(time, ahead.get(), server.get()), remedy));
        }
        return List.of(
                switch (keeper.kept()) {
                    case SYNCHRONISED -> Finding.fine(part(), "synchronised, " + time);
                    case UNSYNCHRONISED ->
                        Finding.doubtful(
                                part(),
                                TimeService.NOT_SYNCHRONISED,
                                "it is " + time + " here, and nobody sets that",
                                remedy);
                    case NOT_TOLD ->
                        Finding.doubtful(
                                part(),
                                "clock-not-told",
                                "it is " + time + " here, and " + TimeService.NOT_TOLD,
                                "where the service says so too: " + TimeService.LET_IT_BE_ASKED);
                });
    }

    private static String off(Instant time, Duration ahead, InetSocketAddress server) {
        return String.format(
                Locale.ROOT,
                "it is %s here, %d s %s of the time server %s",
                time,
                ahead.abs().toSeconds(),
                ahead.isNegative() ? "behind" : "ahead",
                server.getHostString());
    }
}
