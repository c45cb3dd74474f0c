package dev.rostrum.service.event;

import dev.rostrum.diarization.speakers.SpeakerId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A speaker as it is called outside, such as {@code S2}: {@link SpeakerId#label} read back. */
public final class SpeakerLabel {
    private static final Pattern LABEL = Pattern.compile("S([1-9]\\d{0,4})");

    private SpeakerLabel() {}

    /**
     * The speaker that is called so.
     *
     * @throws IllegalArgumentException it is none
     */
    public static SpeakerId read(String label) {
        Matcher matcher = LABEL.matcher(label);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a speaker's id such as S2 expected");
        }
        return new SpeakerId(Integer.parseInt(matcher.group(1)));
    }
}
