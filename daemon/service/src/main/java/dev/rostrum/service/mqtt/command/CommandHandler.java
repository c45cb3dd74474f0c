package dev.rostrum.service.mqtt.command;

import dev.rostrum.service.event.BadRequest;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.CommandReader;
import dev.rostrum.service.mqtt.payload.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes command messages, asks whoever decides, and words the replies. What is not obeyed is counted, told to the
 * requester, and logged now and then; nothing else comes of it. Confined to the MQTT thread.
 */
public final class CommandHandler {
    /** What the doctor sends to see whether commands arrive; nobody obeys or answers it. */
    public static final String TRIAL = "doctor";

    /** Commands that name a speaker: no group obeys them. */
    public static final Set<String> OF_ONE_ROOM = Set.of("name-speaker", "forget-speaker");

    private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);
    private static final long REPLY_EXPIRY_SECONDS = 60;
    private static final int MAX_RESPONSE_TOPIC = 200;
    /** Of a command that nobody knows; a longer one is called unknown in its reply. */
    private static final int MAX_NAME = 64;

    private static final double NS_PER_MINUTE = 60e9;

    private final MqttSettings.CommandSettings settings;
    private final CommandTopics topics;
    private final Commands commands;
    private final Replies replies;
    private double allowance;
    private long allowanceNs;
    private long refused;

    /** A command message that awaits its reply. */
    public record Ticket(String command, Message.Request request) {}

    /** How replies get out. */
    public interface Replies {
        /** The result of a command, from the conductor's thread. */
        void later(Ticket ticket, CommandResult result);

        /** A reply that is ready. */
        void now(Message reply);

        /** Payload of a reply. */
        byte[] payload(String command, CommandResult result);

        /** Announces the unit, or takes the announcement back. */
        void discovery(boolean announced);

        /** The parts of a snapshot. */
        List<byte[]> snapshot();
    }

    public CommandHandler(
            MqttSettings.CommandSettings settings, CommandTopics topics, Commands commands, Replies replies) {
        this.settings = settings;
        this.topics = topics;
        this.commands = commands;
        this.replies = replies;
        this.allowance = settings.perMinute();
    }

    /** What to subscribe to. */
    public List<String> filters() {
        return topics.filters();
    }

    /** Takes one message that arrived; one from elsewhere than where commands arrive is counted, and no more. */
    public void take(Message message, long nowNs) {
        boolean cleared = message.retained() && message.payload().length == 0; // somebody tidies up the broker
        Optional<CommandTopics.Addressed> addressed = topics.read(message.topic());
        if (cleared
                || addressed
                        .filter(to -> to.command().equals(TRIAL) && !to.ofGroup())
                        .isPresent()) {
            return;
        }
        if (addressed.isEmpty()) {
            count("foreign-topic", "");
            return;
        }
        if (!mayPass(nowNs)) {
            count("too-many", "");
            return;
        }
        String name = addressed.get().command();
        Ticket ticket = new Ticket(repeatable(name), message.request().orElse(new Message.Request("", new byte[0])));
        Optional<CommandResult.Refused> objection = objection(message, addressed.get());
        if (objection.isPresent()) {
            refuse(ticket, objection.get());
            return;
        }
        try {
            obey(ticket, CommandReader.read(name, message.payload()));
        } catch (BadRequest e) {
            refuse(ticket, new CommandResult.Refused("bad-request", String.valueOf(e.getMessage())));
        }
    }

    /** Tells the requester how the command ended. */
    public void done(Ticket ticket, CommandResult result) {
        switch (result) {
            case CommandResult.Done done -> replies.now(reply(ticket, replies.payload(ticket.command(), done)));
            case CommandResult.Refused no -> refuse(ticket, no);
        }
    }

    /** Commands that were not obeyed since the start. */
    public long refused() {
        return refused;
    }

    /** A command was dropped before it got here. */
    private void count(String reason, String command) {
        refused++;
        if (Long.bitCount(refused) == 1) {
            LOG.warn("event=command-refused reason={} command={} count={}", reason, command, refused);
        }
    }

    /** The name as it may stand in a topic, a reply and the log. */
    private static String repeatable(String name) {
        boolean fit =
                !name.isEmpty() && name.length() <= MAX_NAME && name.chars().noneMatch(Character::isISOControl);
        return fit ? name : "unknown";
    }

    private Optional<CommandResult.Refused> objection(Message message, CommandTopics.Addressed asked) {
        String name = asked.command();
        if (message.retained()) {
            return refusal("retained", "retained commands are ignored: publish without the retain flag");
        }
        if (!CommandReader.NAMES.contains(name)) {
            return refusal("unknown-command", "known commands: " + String.join(", ", CommandReader.NAMES));
        }
        if (!settings.allowed().contains(name)) {
            return refusal("not-allowed", "this unit's configuration does not allow it");
        }
        if (asked.ofGroup() && OF_ONE_ROOM.contains(name)) {
            return refusal("not-for-groups", "a speaker's id means somebody else in every room");
        }
        if (message.payload().length > settings.maxPayloadBytes()) {
            return refusal("too-long", "at most " + settings.maxPayloadBytes() + " bytes");
        }
        return Optional.empty();
    }

    private static Optional<CommandResult.Refused> refusal(String reason, String explanation) {
        return Optional.of(new CommandResult.Refused(reason, explanation));
    }

    private void obey(Ticket ticket, CommandReader.Asked asked) {
        switch (asked) {
            case CommandReader.Asked.Room room ->
                commands.submit(room.command(), Commands.MQTT, result -> replies.later(ticket, result));
            case CommandReader.Asked.Snapshot snapshot ->
                replies.snapshot().forEach(part -> replies.now(reply(ticket, part)));
            case CommandReader.Asked.Discovery discovery -> {
                replies.discovery(discovery.announced());
                done(ticket, new CommandResult.Done());
            }
        }
    }

    private void refuse(Ticket ticket, CommandResult.Refused no) {
        count(no.reason(), ticket.command());
        replies.now(reply(ticket, replies.payload(ticket.command(), no)));
    }

    /** A unit speaks only below its own root, whatever a requester names. */
    private Message reply(Ticket ticket, byte[] payload) {
        String wanted = ticket.request().responseTopic();
        String prefix = topics.own().replyPrefix();
        boolean usable = wanted.startsWith(prefix)
                && wanted.length() > prefix.length()
                && wanted.length() <= MAX_RESPONSE_TOPIC
                && wanted.chars().noneMatch(c -> c == '+' || c == '#' || c == 0);
        String topic = usable ? wanted : prefix + ticket.command();
        return new Message(topic, payload, false, REPLY_EXPIRY_SECONDS, Optional.of(ticket.request()));
    }

    /** A bucket that fills at the allowed rate and holds a minute's worth. */
    private boolean mayPass(long nowNs) {
        double perNs = settings.perMinute() / NS_PER_MINUTE;
        if (allowanceNs != 0) {
            allowance = Math.min(settings.perMinute(), allowance + (nowNs - allowanceNs) * perNs);
        }
        allowanceNs = nowNs;
        if (allowance < 1) {
            return false;
        }
        allowance--;
        return true;
    }
}
