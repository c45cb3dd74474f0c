package dev.rostrum.service.control;

/** Another daemon holds what this one needs. The message says which process holds what. */
public final class AlreadyRunningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyRunningException(String message) {
        super(message);
    }
}
