package dev.rostrum.diarization.frontend.array;

import java.util.List;
import java.util.Optional;

/**
 * Which channels of a sound are listened to, and where their microphones stand.
 *
 * @param use channels of the sound, from 0, in this order; empty for all
 * @param geometry of the channels in use, in their order; none: the first of them is heard alone
 */
public record ArrayInUse(List<Integer> use, Optional<ArrayGeometry> geometry) {
    /** The first channel of any sound. */
    public static final ArrayInUse NONE = new ArrayInUse(List.of(), Optional.empty());

    public ArrayInUse {
        use = List.copyOf(use);
    }

    /** All channels of a sound that has the array's and no other. */
    public static ArrayInUse of(ArrayGeometry geometry) {
        return new ArrayInUse(List.of(), Optional.of(geometry));
    }

    /** What evidence depends on beside the sound itself; empty where that is the first channel. */
    public String key() {
        return (use.isEmpty() ? "" : " use " + use)
                + geometry.map(array -> " " + ArrayFrontEnd.describe(array)).orElse("");
    }
}
