package dev.rostrum.drivers;

import org.jspecify.annotations.Nullable;

/** A device or sound file cannot be used. The message names what, where and what to do. */
public final class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DeviceException(String message) {
        this(message, null);
    }

    public DeviceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
