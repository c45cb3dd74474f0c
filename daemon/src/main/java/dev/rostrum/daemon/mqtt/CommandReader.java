package dev.rostrum.daemon.mqtt;

import java.util.List;

/** Topic and payload of a command become the command, or the reason why it is refused. Plain. */
final class CommandReader {
    /** Every command of the contract. */
    static final List<String> NAMES = List.of(
            "mute", "unmute", "identify", "new-meeting", "name-speaker", "forget-speaker", "set-latency", "snapshot");

    private CommandReader() {}
}
