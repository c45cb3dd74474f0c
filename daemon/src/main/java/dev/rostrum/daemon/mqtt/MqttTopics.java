package dev.rostrum.daemon.mqtt;

/**
 * Every topic of one unit. The root carries the contract's version: {@code rostrum/v1/<unit>/}.
 *
 * @param unit id of the unit: letters, digits, dot, dash and underscore, at most 64
 */
public record MqttTopics(String unit) {
    public MqttTopics {
        if (!unit.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "unit=" + unit + ": use letters, digits, dot, dash and underscore, at most 64");
        }
    }

    String root() {
        return "rostrum/v1/" + unit + "/";
    }

    String availability() {
        return root() + "availability";
    }

    String state() {
        return root() + "state";
    }

    String speakers() {
        return root() + "speakers";
    }

    String zones() {
        return root() + "zones";
    }

    String turnStart() {
        return root() + "turn/start";
    }

    String turnUpdate() {
        return root() + "turn/update";
    }

    String turnEnd() {
        return root() + "turn/end";
    }

    String turnSnapshot() {
        return root() + "turn/snapshot";
    }

    String correction() {
        return root() + "correction";
    }

    String meeting() {
        return root() + "meeting";
    }

    String health() {
        return root() + "health";
    }

    /** Where commands arrive; the last level names the command. */
    String commandPrefix() {
        return root() + "cmd/";
    }

    /** Where replies go; a requester's response topic must begin with it. */
    String replyPrefix() {
        return root() + "reply/";
    }
}
