package dev.rostrum.service.status;

import dev.rostrum.diarization.frontend.ChannelFault;
import dev.rostrum.diarization.frontend.ChannelHealth;
import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.status.StatusSources.Broker;
import dev.rostrum.service.status.StatusSources.Lamp;
import dev.rostrum.service.status.StatusSources.Normal;
import dev.rostrum.service.status.StatusSources.UnitFacts;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A unit with two microphones, one of them dead, for the page's tests. */
final class Pages {
    static final int RATE = 16_000;
    static final String TOKEN = "a-token-of-this-unit's-own";

    /** How far the unit's clock is ahead of the machine's. */
    final AtomicLong aheadNs = new AtomicLong();

    final AtomicLong position = new AtomicLong();
    final BlockingQueue<RoomCommand> asked = new LinkedBlockingQueue<>();
    volatile List<Zone> zones = List.of(new Zone("door", 0, 90));
    volatile CommandResult answer = new CommandResult.Done();

    final Commands commands = new Commands() {
        @Override
        public void submit(RoomCommand command, String origin, Consumer<CommandResult> reply) {
            asked.add(command);
            reply.accept(answer);
        }
    };

    StatusSources sources() {
        UnitFacts unit = new UnitFacts("r1", "Aquarium", RATE, List.of("net, fp32"), zones, new Normal(500, 1100));
        return new StatusSources(
                unit,
                time(),
                position::get,
                () -> true,
                () -> new Lamp("speech", "cyan", List.of(600, 200), Optional.empty()),
                () -> new Broker("mqtt://broker:1883", false, "connection refused", 3, 0),
                () -> List.of(
                        new ChannelHealth(0, -30, -55, 0, 0, false, Set.of()),
                        new ChannelHealth(1, -90, -90, 0, 0, false, Set.of(ChannelFault.DEAD))));
    }

    private TimeSource time() {
        TimeSource system = TimeSource.system();
        return new TimeSource() {
            @Override
            public long nanoTime() {
                return system.nanoTime() + aheadNs.get();
            }

            @Override
            public long epochMillis() {
                return system.epochMillis();
            }
        };
    }

    StatusServer serve(StatusSettings settings) throws IOException {
        return StatusServer.start(settings, sources(), commands, TOKEN);
    }

    static StatusSettings settings() {
        return StatusSettings.defaults().withPort(0);
    }

    /** Where the page asks for the token in this file. */
    static StatusSettings guarded(String address, Path tokenFile) {
        StatusSettings usual = settings();
        return new StatusSettings(true, address, 0, Optional.of(tokenFile), usual.tls(), List.of(), usual.clients());
    }

    RoomCommand nextCommand() throws InterruptedException {
        RoomCommand next = asked.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no command came");
        }
        return next;
    }

    static RoomEvent meeting() {
        return new RoomEvent.Timeline(new TimelineEvent.MeetingStarted(0, 1, 0));
    }

    static SpeechTurn turn(long id, int revision, int speaker, double from, double to) {
        return new SpeechTurn(
                id,
                revision,
                new SpeakerId(speaker),
                Math.round(from * RATE),
                Math.round(to * RATE),
                SpeechTurn.Stage.CLOSED,
                SpeechTurn.Certainty.CONFIRMED,
                1,
                Optional.empty());
    }

    /** A turn of which the speaker is not sure, or the speaker's being there. */
    static SpeechTurn doubtful(long id, int speaker, double from, double to, Certainty certainty, float confidence) {
        SpeechTurn sure = turn(id, 0, speaker, from, to);
        return new SpeechTurn(
                id,
                0,
                sure.speaker(),
                sure.fromSample(),
                sure.toSample(),
                sure.stage(),
                certainty,
                confidence,
                sure.bearing());
    }

    static RoomEvent ended(SpeechTurn turn) {
        return new RoomEvent.Timeline(new TimelineEvent.TurnEnded(turn.toSample(), turn));
    }
}
