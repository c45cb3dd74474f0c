package dev.rostrum.service.event;

/** What came in is not what a command, request or reply has to be; the message says what is wrong, for people. */
public final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param cause whose message becomes this one's */
    public BadRequest(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
