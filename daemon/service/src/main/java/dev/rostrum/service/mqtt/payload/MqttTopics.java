package dev.rostrum.service.mqtt.payload;

import java.util.regex.Pattern;

/**
 * Every topic of one unit. The root carries the contract's version: {@code rostrum/v1/<unit>/}.
 *
 * @param unit id of the unit, as {@link #ID_RULE} says
 */
public record MqttTopics(String unit) {
    /** What an id must be, for people. */
    public static final String ID_RULE =
            "up to 64 letters, digits, '-', '_' and '.', beginning with a letter or digit, and neither 'all' nor 'group':"
                    + " it becomes part of a topic";

    /** What the name of a group must be, for people. */
    public static final String GROUP_RULE =
            "up to 64 letters, digits, '-', '_' and '.', beginning with a letter or digit: it becomes part of a topic";

    /** The group that every unit may belong to; no unit is called so. */
    public static final String ALL = "all";

    private static final String ROOT = "rostrum/v1/";
    /** Below it are groups. */
    private static final String GROUP = "group";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public MqttTopics {
        if (!isId(unit)) {
            throw new IllegalArgumentException("unit=" + unit + ": " + ID_RULE);
        }
    }

    /** Whether a unit may be called so. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches() && !text.equals(ALL) && !text.equals(GROUP);
    }

    /** Whether a group may be called so. */
    public static boolean isGroup(String text) {
        return ID.matcher(text).matches();
    }

    /** Where the commands of a group arrive; the last level names the command. */
    public static String commandPrefix(String group) {
        return ROOT + (group.equals(ALL) ? ALL : GROUP + "/" + group) + "/cmd/";
    }

    public String root() {
        return ROOT + unit + "/";
    }

    public String availability() {
        return root() + "availability";
    }

    public String info() {
        return root() + "info";
    }

    public String lastMeeting() {
        return root() + "last-meeting";
    }

    public String state() {
        return root() + "state";
    }

    public String speakers() {
        return root() + "speakers";
    }

    public String zones() {
        return root() + "zones";
    }

    public String turnStart() {
        return root() + "turn/start";
    }

    public String turnUpdate() {
        return root() + "turn/update";
    }

    public String turnEnd() {
        return root() + "turn/end";
    }

    public String turnSnapshot() {
        return root() + "turn/snapshot";
    }

    public String correction() {
        return root() + "correction";
    }

    public String meeting() {
        return root() + "meeting";
    }

    public String health() {
        return root() + "health";
    }

    /** Plain words beside the JSON: {@code count}, {@code speaking}, {@code occupied}, {@code muted} or {@code problem}. */
    public String scalar(String name) {
        return root() + name;
    }

    /** Where commands arrive; the last level names the command. */
    public String commandPrefix() {
        return root() + "cmd/";
    }

    /** Where replies go; a requester's response topic must begin with it. */
    public String replyPrefix() {
        return root() + "reply/";
    }
}
