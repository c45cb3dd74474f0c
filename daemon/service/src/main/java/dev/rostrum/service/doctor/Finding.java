package dev.rostrum.service.doctor;

import dev.rostrum.service.json.Word;

/**
 * One thing that was looked at.
 *
 * @param part of the unit, a short stable word such as {@code broker}
 * @param fault short stable name of what is wrong, such as {@code unknown-host}; empty where nothing is
 * @param detail what was found, one line
 * @param remedy what to do next; empty where there is nothing to do
 */
public record Finding(String part, Verdict verdict, String fault, String detail, String remedy) {
    /** How bad it is. */
    public enum Verdict {
        FINE,
        /** Not as it should be, and the unit works. */
        DOUBTFUL,
        /** The unit does not do what it is for. */
        FAILED;

        /** Lower case. */
        public String word() {
            return Word.of(this);
        }
    }

    static Finding fine(String part, String detail) {
        return new Finding(part, Verdict.FINE, "", detail, "");
    }

    static Finding doubtful(String part, String fault, String detail, String remedy) {
        return new Finding(part, Verdict.DOUBTFUL, fault, detail, remedy);
    }

    /** A device that does not open; its drivers say after the first semicolon what to do. */
    static Finding refused(String part, String word, String message) {
        int cut = message.indexOf("; ");
        return cut < 0
                ? failed(part, word, message, "see docs/hardware.md")
                : failed(part, word, message.substring(0, cut), message.substring(cut + 2));
    }

    static Finding failed(String part, String fault, String detail, String remedy) {
        return new Finding(part, Verdict.FAILED, fault, detail, remedy);
    }
}
