package dev.rostrum.diarization.speakers;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A speaker of one meeting, numbered from 1 in order of arrival, never reused within the meeting.
 *
 * @param number 1 or more
 */
public record SpeakerId(int number) implements Comparable<SpeakerId> {
    public SpeakerId {
        if (number < 1) {
            throw new IllegalArgumentException("number=" + number);
        }
    }

    /** The name that RTTM files and messages carry, such as {@code S3}. */
    public String label() {
        return "S" + number;
    }

    /** The speakers among {@code speakers}, each once, in order of arrival. */
    public static List<SpeakerId> distinct(List<@Nullable SpeakerId> speakers) {
        return speakers.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public int compareTo(SpeakerId other) {
        return Integer.compare(number, other.number);
    }
}
