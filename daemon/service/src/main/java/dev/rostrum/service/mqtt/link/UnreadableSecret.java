package dev.rostrum.service.mqtt.link;

/** A file that a connection needs cannot be read or makes no sense; the message names it and holds nothing of it. */
final class UnreadableSecret extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableSecret(String message, Throwable cause) {
        super(message, cause);
    }
}
