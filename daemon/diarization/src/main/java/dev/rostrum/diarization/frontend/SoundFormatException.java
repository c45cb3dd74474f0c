package dev.rostrum.diarization.frontend;

/** Sound of a rate or a number of channels that cannot be heard; the message says which, and what to do. */
public final class SoundFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message for people */
    public SoundFormatException(String message) {
        super(message);
    }
}
