package dev.rostrum.service.record;

import dev.rostrum.diarization.settings.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether meetings leave files.
 *
 * @param folder where they lie; none: no meeting leaves any
 * @param meetings that are kept at most
 * @param maxAge after which a meeting's files are deleted
 */
public record RecordSettings(
        @Key(
                "Folder that gets, for each meeting that ends, who spoke when (NAME.final.rttm) and how that was found"
                        + " (NAME.events.jsonl); never sound. The service may write below its state folder alone. Not set: none.")
        Optional<Path> folder,

        @Key(value = "Meetings kept there at most; the oldest are deleted.", min = 1, max = 100_000)
        int meetings,

        @Key(value = "Older meetings are deleted there.", min = 3600)
        Duration maxAge) {
    public RecordSettings {
        if (folder.isPresent() && !folder.get().isAbsolute()) {
            throw new IllegalArgumentException("folder=" + folder.get() + ": begin it with /");
        }
    }

    /** None leaves any. */
    public static RecordSettings defaults() {
        return new RecordSettings(Optional.empty(), 100, Duration.ofDays(30));
    }
}
