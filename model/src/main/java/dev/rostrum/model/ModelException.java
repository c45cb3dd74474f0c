package dev.rostrum.model;

/** A network cannot be used: says what was expected and what the file or the library offers, both by value. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * States a fact.
     *
     * @param message what, where, expected and found value, what to do
     */
    public ModelException(String message) {
        super(message);
    }

    /**
     * States a fact and its cause.
     *
     * @param message what, where, what to do
     * @param cause what the library or the file system said
     */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
