package dev.rostrum.service.mqtt.command;

import dev.rostrum.service.mqtt.payload.MqttTopics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where commands to one unit arrive: below its own root, and below those of its groups. Plain.
 *
 * @param own the unit's topics
 * @param groups that it belongs to
 */
public record CommandTopics(MqttTopics own, List<String> groups) {
    /**
     * What a topic asks for.
     *
     * @param command its name, whether there is such a command or not
     * @param ofGroup others were asked too
     */
    public record Addressed(String command, boolean ofGroup) {}

    public CommandTopics {
        groups = List.copyOf(groups);
    }

    /** What to subscribe to. */
    public List<String> filters() {
        return Stream.concat(
                        Stream.of(own.commandPrefix()),
                        groups.stream().distinct().map(MqttTopics::commandPrefix))
                .map(prefix -> prefix + "#")
                .toList();
    }

    /** What a message on this topic asks for; empty where it is none of ours. */
    public Optional<Addressed> read(String topic) {
        if (topic.startsWith(own.commandPrefix())) {
            return Optional.of(new Addressed(topic.substring(own.commandPrefix().length()), false));
        }
        return groups.stream()
                .map(MqttTopics::commandPrefix)
                .filter(topic::startsWith)
                .map(prefix -> new Addressed(topic.substring(prefix.length()), true))
                .findFirst();
    }
}
