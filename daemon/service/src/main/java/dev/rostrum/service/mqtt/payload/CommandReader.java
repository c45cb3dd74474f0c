package dev.rostrum.service.mqtt.payload;

import dev.rostrum.service.event.BadRequest;
import dev.rostrum.service.event.CommandWords;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.json.BadJsonException;
import dev.rostrum.service.json.FlatJson;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Name and payload of a command become the command, or the reason why it is refused. Plain. */
public final class CommandReader {
    /** Every command of the contract. */
    public static final List<String> NAMES = Stream.concat(
                    CommandWords.NAMES.stream(), Stream.of("snapshot", "discovery"))
            .toList();

    /** What a command message asks for. */
    public sealed interface Asked {
        /** Something that the conductor decides. */
        record Room(RoomCommand command) implements Asked {}

        /** All turns of the meeting. */
        record Snapshot() implements Asked {}

        /** To announce the unit to Home Assistant, or to take the announcement back. */
        record Discovery(boolean announced) implements Asked {}
    }

    private CommandReader() {}

    /**
     * Reads one command.
     *
     * @param name one of {@link #NAMES}
     * @param payload nothing, or a JSON object; unknown fields are ignored
     */
    public static Asked read(String name, byte[] payload) throws BadRequest {
        try {
            Map<String, String> fields = payload.length == 0 ? Map.of() : FlatJson.read(payload);
            return switch (name) {
                case "snapshot" -> new Asked.Snapshot();
                case "discovery" -> new Asked.Discovery(CommandWords.on(fields));
                default -> new Asked.Room(CommandWords.read(name, fields));
            };
        } catch (BadJsonException | IllegalArgumentException e) {
            throw new BadRequest(e);
        }
    }
}
