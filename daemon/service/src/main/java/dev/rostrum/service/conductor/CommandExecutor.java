package dev.rostrum.service.conductor;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.conductor.CommandInbox.Asked;
import dev.rostrum.service.conductor.ConductorAgent.Ears;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is asked, by the button, over MQTT, on the page or on the command line, and leaves one line of each in the journal:
 * what, by whom, and why not. Names of people stay out of it. Conductor thread.
 */
final class CommandExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(CommandExecutor.class);

    private final Ears ears;
    private final PanelController desk;
    private final MuteSwitch mute;
    private final SpeakerNames names;
    private final LongSupplier position;
    private final Consumer<RoomEvent> tell;

    /**
     * @param position where the stream is heard to, in samples
     * @param tell told of speakers that got a name or lost it
     */
    CommandExecutor(
            Ears ears,
            PanelController desk,
            MuteSwitch mute,
            SpeakerNames names,
            LongSupplier position,
            Consumer<RoomEvent> tell) {
        this.ears = ears;
        this.desk = desk;
        this.mute = mute;
        this.names = names;
        this.position = position;
        this.tell = tell;
    }

    /** Does it, or refuses; whoever asked is told when it is true. */
    void obey(Asked asked, long nowNs) {
        String what = words(asked.command());
        Consumer<CommandResult> reply = result -> {
            switch (result) {
                case CommandResult.Done ignored -> LOG.info("event={} by={}", what, asked.origin());
                case CommandResult.Refused no ->
                    LOG.info("event={} by={} refused={}", what, asked.origin(), no.reason());
            }
            asked.reply().accept(result);
        };
        switch (asked.command()) {
            case RoomCommand.Mute ignored -> mute.set(true, asked.origin(), nowNs, reply);
            case RoomCommand.Unmute ignored -> mute.set(false, asked.origin(), nowNs, reply);
            case RoomCommand.Identify ignored -> {
                desk.indicator().identify(nowNs, desk.identifyFor());
                reply.accept(new CommandResult.Done());
            }
            case RoomCommand.NewMeeting ignored -> {
                ears.analysis().endMeeting();
                reply.accept(new CommandResult.Done());
            }
            case RoomCommand.NameSpeaker name -> reply.accept(name(asked.origin(), name.speaker(), name.name()));
            case RoomCommand.ForgetSpeaker forget -> reply.accept(name(asked.origin(), forget.speaker(), ""));
            case RoomCommand.SetLatency wanted -> reply.accept(setLatency(wanted.latency()));
        }
    }

    private static String words(RoomCommand command) {
        return switch (command) {
            case RoomCommand.Mute ignored -> "mute";
            case RoomCommand.Unmute ignored -> "unmute";
            case RoomCommand.Identify ignored -> "identify";
            case RoomCommand.NewMeeting ignored -> "new-meeting";
            case RoomCommand.NameSpeaker name ->
                "name-speaker speaker=" + name.speaker().label();
            case RoomCommand.ForgetSpeaker forget ->
                "forget-speaker speaker=" + forget.speaker().label();
            case RoomCommand.SetLatency wanted ->
                "set-latency ms=" + wanted.latency().toMillis();
        };
    }

    /** Holds until the next start, from the next window on; the state says what holds. */
    private CommandResult setLatency(Duration wanted) {
        if (ears.latency().turn(wanted)) {
            return new CommandResult.Done();
        }
        String shortest = ears.latency().shortest().toMillis() + " ms";
        return new CommandResult.Refused(
                wanted.compareTo(ears.latency().longest()) > 0 ? "above-longest" : "below-hop",
                "The networks run every " + shortest + " (listening.hop, which holds from a start): the latency can be"
                        + " set from there up to " + ears.latency().longest().toSeconds() + " s.");
    }

    private CommandResult name(String origin, SpeakerId speaker, String name) {
        CommandResult result = names.name(origin, speaker, name);
        if (result instanceof CommandResult.Done) {
            tell.accept(new RoomEvent.SpeakerNamed(position.getAsLong(), speaker, name));
        }
        return result;
    }
}
