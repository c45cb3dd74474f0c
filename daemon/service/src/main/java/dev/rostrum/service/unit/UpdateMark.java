package dev.rostrum.service.unit;

import dev.rostrum.service.indicator.LightPattern;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a new release is being installed: while it proves one, {@code release} leaves a file in the runtime folder. A file of
 * half an hour ago was forgotten. Looks once a second. Conductor's thread only.
 */
public final class UpdateMark implements Supplier<Optional<String>> {
    private static final String NAME = "updating";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

    private final Path file;
    private final TimeSource time;
    private Optional<String> word = Optional.empty();
    private long lookAtNs;

    public UpdateMark(Path runtimeFolder, TimeSource time) {
        this.file = runtimeFolder.resolve(NAME);
        this.time = time;
        this.lookAtNs = time.nanoTime();
    }

    /** {@link LightPattern#UPDATE_RUNNING} during an update. */
    @Override
    public Optional<String> get() {
        long nowNs = time.nanoTime();
        if (nowNs - lookAtNs >= 0) {
            lookAtNs = nowNs + LOOK_EVERY.toNanos();
            word = fresh() ? Optional.of(LightPattern.UPDATE_RUNNING) : Optional.empty();
        }
        return word;
    }

    private boolean fresh() {
        try {
            long ageMs = time.epochMillis()
                    - Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
            return Math.abs(ageMs) < FORGOTTEN_AFTER.toMillis();
        } catch (IOException e) { // not there
            return false;
        }
    }
}
