package dev.rostrum.drivers;

import org.jspecify.annotations.Nullable;

/** A device or sound file cannot be used. The message names what, where and what to do. */
public final class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** What is wrong, for those who have to tell it apart. */
    public enum Fault {
        /** There is no sound card. */
        NO_CARD,
        /** There are cards, none of that name. */
        WRONG_CARD,
        /** Somebody else holds the card. */
        CARD_BUSY,
        TOO_FEW_CHANNELS,
        /** No GPIO chip of that name. */
        WRONG_CHIP,
        /** The chip has no such line. */
        WRONG_LINE,
        /** Somebody else holds the line. */
        LINE_BUSY,
        NO_PERMISSION,
        OTHER
    }

    public DeviceException(String message) {
        this(Fault.OTHER, message);
    }

    public DeviceException(Fault fault, String message) {
        this(fault, message, null);
    }

    public DeviceException(String message, @Nullable Throwable cause) {
        this(Fault.OTHER, message, cause);
    }

    public DeviceException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
