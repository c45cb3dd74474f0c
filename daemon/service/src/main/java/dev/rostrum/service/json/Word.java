package dev.rostrum.service.json;

import java.util.Locale;

/** A constant's name as it is told outside, in JSON and elsewhere. Apart from {@link Json}, which takes long to load. */
public final class Word {
    private Word() {}

    /** Such as {@code no-microphone}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
