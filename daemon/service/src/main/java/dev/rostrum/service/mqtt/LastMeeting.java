package dev.rostrum.service.mqtt;

import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.mqtt.payload.PayloadWriter;
import java.time.Instant;
import java.util.Optional;

/**
 * The meeting that ended last, as its turns stood after the last correction: no event of a meeting follows its end. The
 * next one's end takes its place. Confined to the MQTT thread.
 */
final class LastMeeting {
    private final PayloadWriter payloads;
    private final MeetingRoster roster;
    private final int sampleRate;
    private Instant begin = Instant.EPOCH;
    private int revision;
    private Optional<byte[]> said = Optional.empty();

    /** @param roster LENT for the life of this object; read only, and told of each event before this is */
    LastMeeting(PayloadWriter payloads, MeetingRoster roster, int sampleRate) {
        this.payloads = payloads;
        this.roster = roster;
        this.sampleRate = sampleRate;
    }

    /**
     * Takes an event that was emitted at a sample spoken at {@code epochMillis}.
     *
     * @return there is something new to say
     */
    boolean apply(TimelineEvent event, long epochMillis) {
        switch (event) {
            case TimelineEvent.MeetingStarted started -> {
                begin = spokenAt(started.fromSample(), started, epochMillis);
                revision = 0;
            }
            case TimelineEvent.Correction correction -> revision = correction.batch();
            case TimelineEvent.MeetingEnded ended -> {
                Instant end = spokenAt(ended.toSample(), ended, epochMillis);
                said = Optional.of(payloads.lastMeeting(roster, begin, end, revision));
                return true;
            }
            case TimelineEvent.TurnStarted _,
                    TimelineEvent.TurnUpdated _,
                    TimelineEvent.TurnEnded _,
                    TimelineEvent.StreamGap _ -> {}
        }
        return false;
    }

    /** What {@code last-meeting} says now; nothing before a meeting of this start of the daemon has ended. */
    Optional<byte[]> body() {
        return said;
    }

    private Instant spokenAt(long sample, TimelineEvent event, long epochMillis) {
        return Instant.ofEpochMilli(epochMillis - (event.emittedAtSample() - sample) * 1000 / sampleRate);
    }
}
