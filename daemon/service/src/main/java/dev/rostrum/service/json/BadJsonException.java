package dev.rostrum.service.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** What was to be read is not what belongs there; the message is one line that says what, and of which field. */
public final class BadJsonException extends IOException {
    private static final long serialVersionUID = 1;

    private final int line;

    /** In the words of the document, from what the library says. */
    public BadJsonException(JsonProcessingException cause) {
        super(Problem.of(cause), cause);
        line = cause.getLocation() == null ? 1 : cause.getLocation().getLineNr();
    }

    BadJsonException(String message) {
        super(message);
        line = 1;
    }

    /** Where in the text, from 1. */
    public int line() {
        return line;
    }
}
