package dev.rostrum.service.time;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What systemd-timesyncd says of the wall clock: it makes a folder when it starts and a file in it once the clock is set
 * (systemd-timesyncd.service(8)). Of a clock that another service keeps it knows nothing. Any thread.
 */
public final class TimeService {
    /** Stands in the degraded state while the time service runs and has not set the clock. */
    public static final String NOT_SYNCHRONISED = "clock-not-synchronised";

    private final Path folder;

    /** @param folder {@code /run/systemd/timesync}, or what stands for it in a test */
    public TimeService(Path folder) {
        this.folder = folder;
    }

    /** The clock was set and can be trusted. */
    public boolean holds() {
        return Files.exists(folder.resolve("synchronized"));
    }

    /** {@link #NOT_SYNCHRONISED} while somebody is there who should set the clock and has not. */
    public Optional<String> trouble() {
        return Files.isDirectory(folder) && !holds() ? Optional.of(NOT_SYNCHRONISED) : Optional.empty();
    }
}
