package dev.rostrum.service.doctor;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Wall time: whether it can be true at all, whether it is a time server's, and whether anybody sets it. */
final class ClockCheck implements Check {
    private static final Path SET_BY_TIMESYNCD = Path.of("/run/systemd/timesync/synchronized");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final int NTP_PORT = 123;

    private final Supplier<Instant> now;
    private final Instant released;
    private final Keeper keeper;

    /** Who keeps the clock. */
    interface Keeper {
        /** Somebody set it, and still does. */
        boolean synchronised();

        /** The time server that it is set by, where that is known. */
        Optional<InetSocketAddress> server();
    }

    /**
     * What systemd says; a clock that another service keeps counts by what the kernel knows of it.
     *
     * @param commands run {@code timedatectl}
     */
    record Systemd(Commands commands) implements Keeper {
        @Override
        public boolean synchronised() {
            return Files.exists(SET_BY_TIMESYNCD)
                    || shown("show", "NTPSynchronized").equals("yes");
        }

        @Override
        public Optional<InetSocketAddress> server() {
            String address = shown("show-timesync", "ServerAddress");
            return address.matches("[0-9a-fA-F.:]+")
                    ? Optional.of(new InetSocketAddress(address, NTP_PORT))
                    : Optional.empty();
        }

        private String shown(String what, String property) {
            return commands.output(List.of("timedatectl", what, "--property=" + property, "--value"))
                    .strip();
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
        if (!keeper.synchronised()) {
            return List.of(Finding.doubtful(
                    part(), "clock-not-synchronised", "it is " + time + " here, and nobody sets that", remedy));
        }
        return List.of(Finding.fine(part(), "synchronised, " + time));
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
