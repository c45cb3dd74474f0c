package dev.rostrum.service.people;

import dev.rostrum.diarization.settings.Key;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether voices are known by name.
 *
 * @param enabled off: nobody is enrolled and nobody is recognised
 * @param keyFile what the store is encrypted with; none: it is readable by the daemon's user alone
 */
public record PeopleSettings(
        @Key("Whether people may be enrolled and are then called by their names. Voices are personal data: ask first.")
        boolean enabled,

        @Key("File with at least 32 bytes that the enrolled voices are encrypted with; not set: mode 0600 alone.")
        Optional<Path> keyFile) {

    /** Nobody is known. */
    public static PeopleSettings defaults() {
        return new PeopleSettings(false, Optional.empty());
    }
}
