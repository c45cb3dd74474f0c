package dev.rostrum.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What systemd-timesyncd says of the wall clock: it makes a folder when it starts and a file in it once the clock is set
 * (systemd-timesyncd.service(8)). Of a clock that another service keeps it knows nothing. Any thread.
 */
final class TimeService {
    /** Stands in the degraded state while the time service runs and has not set the clock. */
    static final String NOT_SYNCHRONISED = "clock-not-synchronised";

    private final Path folder;

    /** @param folder {@code /run/systemd/timesync}, or what stands for it in a test */
    TimeService(Path folder) {
        this.folder = folder;
    }

    /** The clock was set and can be trusted. */
    boolean holds() {
        return Files.exists(folder.resolve("synchronized"));
    }

    /** {@link #NOT_SYNCHRONISED} while somebody is there who should set the clock and has not. */
    Optional<String> trouble() {
        return Files.isDirectory(folder) && !holds() ? Optional.of(NOT_SYNCHRONISED) : Optional.empty();
    }
}
