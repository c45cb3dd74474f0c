package dev.rostrum.diarization.enrolment;

/**
 * What may be shown as somebody's name, by whatever way it comes: MQTT, page, socket, command line, enrolment. Names go
 * into lists, logs and terminals, so none may break a line or turn the direction of what stands beside it. Plain.
 */
public final class NameRule {
    /** A longer name, in UTF-16 units, is a mistake or an attack. */
    private static final int LONGEST = 80;

    private NameRule() {}

    /**
     * The name without the blanks around it.
     *
     * @throws IllegalArgumentException saying, for people, why it is none
     */
    public static String checked(String name) {
        String bare = name.strip();
        if (bare.length() > LONGEST || bare.codePoints().noneMatch(NameRule::isSeen)) {
            throw new IllegalArgumentException("a name has 1 to " + LONGEST + " characters");
        }
        if (!bare.codePoints().allMatch(NameRule::isAllowed)) {
            throw new IllegalArgumentException(
                    "a name has no control characters, no line breaks and none that turn the direction of writing");
        }
        return bare;
    }

    /** A name that was stored when the rule was weaker. */
    public static String mended(String stored) {
        int[] points = stored.codePoints()
                .map(point -> isAllowed(point) ? point : '\ufffd')
                .toArray();
        String mended = new String(points, 0, points.length);
        boolean unseen = !mended.isBlank() && mended.codePoints().noneMatch(NameRule::isSeen);
        return unseen ? "\ufffd" : mended; // or nobody could be read, nor this one forgotten
    }

    private static boolean isAllowed(int point) {
        boolean turns = (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
        return !turns
                && switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> false; // half of a pair can be sent to nobody
                    default -> true;
                };
    }

    private static boolean isSeen(int point) {
        return !Character.isWhitespace(point)
                && !Character.isSpaceChar(point)
                && Character.getType(point) != Character.FORMAT;
    }
}
