package dev.rostrum.lab.words;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.TextFile;
import dev.rostrum.service.event.TimelineJson;
import dev.rostrum.service.event.TimelineJson.Timeline;
import dev.rostrum.service.replay.EmissionLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files in, a transcript out: what {@code rostrum words} does. */
public final class WordAttribution {
    private static final long MILLIS_PER_SECOND = 1000;

    private final WordRule.Settings settings;

    /** With this rule. */
    public WordAttribution(WordRule.Settings settings) {
        this.settings = settings;
    }

    /** By turns alone, each as sure as the next. */
    public Transcript of(Path words, Path turns) {
        WordStream stream = WordFile.read(words);
        Annotation annotation = turns(turns, stream);
        if (stream.words().isEmpty()) {
            return new Transcript(stream.recording(), List.of());
        }
        SpeakerTimes times = SpeakerTimes.of(annotation);
        return Transcript.of(stream, new WordRule(times, settings), Optional.empty());
    }

    /**
     * By turns and how sure each of them is, with what was said live beside it.
     *
     * @param events as a replay writes them, of the run that the turns are from
     * @param liveMillis latency of the live labels
     * @throws AnnotationException any of the three is wrong, or they do not belong together
     */
    public Transcript of(Path words, Path turns, Path events, int liveMillis) {
        WordStream stream = WordFile.read(words);
        Annotation annotation = turns(turns, stream);
        EmissionLog log = log(events);
        if (stream.words().isEmpty()) {
            return new Transcript(stream.recording(), List.of());
        }
        WordRule rule = new WordRule(times(annotation, log, events), settings);
        Annotation live = log.live(liveMillis * (long) log.sampleRateHz() / MILLIS_PER_SECOND);
        Optional<WordRule> liveRule = live.speakers().isEmpty()
                ? Optional.empty()
                : Optional.of(new WordRule(SpeakerTimes.of(live), settings));
        return Transcript.of(stream, rule, liveRule);
    }

    private static SpeakerTimes times(Annotation turns, EmissionLog log, Path events) {
        try {
            return SpeakerTimes.of(turns, log);
        } catch (IllegalArgumentException e) {
            throw new AnnotationException(events, String.valueOf(e.getMessage()));
        }
    }

    private static Annotation turns(Path file, WordStream stream) {
        Annotation turns = Rttm.readOne(file, stream.recording());
        if (turns.speakers().isEmpty() && !stream.words().isEmpty()) {
            throw new AnnotationException(file, "holds no turn, so there is nobody to give words to");
        }
        return turns;
    }

    private static EmissionLog log(Path file) {
        try {
            Timeline timeline = TimelineJson.read(TextFile.lines(file));
            return EmissionLog.of(timeline.events(), timeline.stream().sampleRateHz());
        } catch (IllegalArgumentException e) {
            throw new AnnotationException(file, String.valueOf(e.getMessage()));
        }
    }
}
