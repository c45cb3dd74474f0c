package dev.rostrum.service.record;

import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.TimelineJson;
import dev.rostrum.service.time.StreamClock;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down each meeting when it ends. Events come on the conductor's thread; the files are written on one of its own,
 * for which {@link #close} waits a little. Positions are those of the MQTT events: samples since the daemon's start. Bound:
 * the events of one meeting.
 */
public final class MeetingRecorder implements EventSink, AutoCloseable {
    /** Stands in the degraded state from a meeting that could not be written down to the next one that could. */
    public static final String TROUBLE = "meeting-not-recorded";

    /** More than a meeting of a day has. */
    private static final int MOST_EVENTS = 500_000;

    private static final long GOODBYE_SECONDS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(MeetingRecorder.class);

    private final MeetingFolder folder;
    private final TimeSource time;
    private final LongUnaryOperator epochMillisAt;
    private final int sampleRate;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("record").daemon().factory());
    private final MeetingRoster roster = new MeetingRoster();
    private final List<TimelineEvent> events = new ArrayList<>();
    private String name = "";
    private volatile boolean failed;

    /**
     * Nothing is written yet, and what is too old in the folder is deleted.
     *
     * @param epochMillisAt wall time at which a sample was spoken
     * @param sampleRate samples a second of every position
     */
    public MeetingRecorder(
            Path folder, RecordSettings settings, TimeSource time, LongUnaryOperator epochMillisAt, int sampleRate) {
        this.folder = new MeetingFolder(folder, settings);
        this.time = time;
        this.epochMillisAt = epochMillisAt;
        this.sampleRate = sampleRate;
        writer.execute(this::tidy);
    }

    @Override
    public void onEvent(RoomEvent event) {
        switch (event) {
            case RoomEvent.Timeline timeline -> take(timeline.event());
            case RoomEvent.StateChanged _, RoomEvent.HealthReported _, RoomEvent.SpeakerNamed _ -> {}
        }
    }

    /** {@link #TROUBLE} while that is so; any thread. */
    public Optional<String> trouble() {
        return failed ? Optional.of(TROUBLE) : Optional.empty();
    }

    /** Waits a few seconds for what is being written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("event=meeting-not-recorded: the disk takes too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(TimelineEvent event) {
        if (event instanceof TimelineEvent.MeetingStarted started) {
            events.clear();
            name = MeetingFolder.name(
                    Instant.ofEpochMilli(epochMillisAt.applyAsLong(started.fromSample())), started.meeting());
        }
        roster.apply(event);
        if (name.isEmpty()) {
            return; // nobody speaks yet
        }
        if (events.size() < MOST_EVENTS) {
            events.add(event);
        }
        if (event instanceof TimelineEvent.MeetingEnded) {
            String meeting = name;
            name = "";
            if (events.size() == MOST_EVENTS) {
                fail(meeting, "it has more than " + MOST_EVENTS + " events");
            } else {
                MeetingFolder.Pages pages = pages(meeting);
                writer.execute(() -> write(meeting, pages));
            }
            events.clear();
        }
    }

    private MeetingFolder.Pages pages(String meeting) {
        List<Annotation.Segment> segments = roster.turns().stream()
                .map(turn -> new Annotation.Segment(
                        turn.speaker().label(),
                        new Span(
                                StreamClock.nanoseconds(turn.fromSample(), sampleRate),
                                StreamClock.nanoseconds(turn.toSample(), sampleRate))))
                .toList();
        return new MeetingFolder.Pages(
                TimelineJson.lines(new TimelineJson.Stream(meeting, sampleRate), events),
                Rttm.text(Map.of(meeting, Annotation.of(segments))));
    }

    private void write(String meeting, MeetingFolder.Pages pages) {
        try {
            folder.write(meeting, pages);
            failed = false;
            LOG.info("event=meeting-recorded name={}", meeting);
        } catch (IOException e) {
            fail(meeting, e.toString());
        }
        tidy();
    }

    private void tidy() {
        try {
            folder.tidy(Instant.ofEpochMilli(time.epochMillis()));
        } catch (IOException e) {
            LOG.warn("event=meetings-not-tidied: {}", e.toString());
        }
    }

    private void fail(String meeting, String why) {
        failed = true;
        LOG.warn("event=meeting-not-recorded name={}: {}", meeting, why);
    }
}
