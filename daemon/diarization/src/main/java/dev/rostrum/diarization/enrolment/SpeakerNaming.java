package dev.rostrum.diarization.enrolment;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Listens along with a tracker and says which of its speakers is an enrolled person. Reads the evidence that the tracker
 * gets and the turns that it publishes, after all corrections, and changes neither. A name may be taken back when the
 * turns behind it are corrected. Analysis thread. Bound: the newest {@value #MOST_PIECES} pieces of the meeting.
 */
public final class SpeakerNaming {
    /** Pieces that do not overlap: ten minutes of speech. */
    private static final int MOST_PIECES = 400;
    /** Pieces from which a voice is judged: six seconds, as the threshold was fitted. */
    private static final int FEWEST_PIECES = 4;

    private final OpenSetIdentification openSet;
    private final Supplier<List<Person>> people;
    private final BiConsumer<SpeakerId, String> names;
    private final long lookEverySamples;
    private final ArrayDeque<EmbeddingEvidence> pieces = new ArrayDeque<>();
    private final TreeMap<Long, SpeechTurn> turns = new TreeMap<>();
    private final Map<SpeakerId, String> told = new HashMap<>();
    private long nextLookSample;

    /**
     * @param people enrolled at present
     * @param names told a speaker and its name, or an empty name where one is taken back; must not block
     * @param lookEverySamples distance between decisions, in samples of the stream
     */
    public SpeakerNaming(
            OpenSetIdentification openSet,
            Supplier<List<Person>> people,
            BiConsumer<SpeakerId, String> names,
            long lookEverySamples) {
        this.openSet = openSet;
        this.people = people;
        this.names = names;
        this.lookEverySamples = lookEverySamples;
    }

    /** Hears the evidence by which the tracker has just decided. */
    public void heard(WindowEvidence evidence) {
        for (EmbeddingEvidence piece : evidence.pieces()) {
            if (pieces.isEmpty() || piece.fromSample() >= pieces.getLast().toSample()) {
                pieces.add(piece);
                if (pieces.size() > MOST_PIECES) {
                    pieces.removeFirst();
                }
            }
        }
        if (evidence.endSample() >= nextLookSample) {
            nextLookSample = evidence.endSample() + lookEverySamples;
            look();
        }
    }

    /** Takes an event of the tracker. */
    public void decided(TimelineEvent event) {
        switch (event) {
            case TimelineEvent.MeetingStarted started -> {} // with its first turn: its first words were heard before
            case TimelineEvent.MeetingEnded ended -> forget();
            case TimelineEvent.TurnStarted started -> put(started.turn());
            case TimelineEvent.TurnUpdated updated -> put(updated.turn());
            case TimelineEvent.TurnEnded ended -> put(ended.turn());
            case TimelineEvent.Correction correction -> correction.changes().forEach(this::change);
            case TimelineEvent.StreamGap gap -> {}
        }
    }

    private void change(TurnChange change) {
        switch (change) {
            case TurnChange.Replaced replaced -> put(replaced.turn());
            case TurnChange.Withdrawn withdrawn -> turns.remove(withdrawn.id());
        }
    }

    private void put(SpeechTurn turn) {
        turns.put(turn.id(), turn);
    }

    /** Nothing of one meeting is known in the next. */
    private void forget() {
        pieces.clear();
        turns.clear();
        told.clear();
        nextLookSample = 0;
    }

    private void look() {
        List<Person> known = people.get();
        if (known.isEmpty() && told.isEmpty()) {
            return;
        }
        Map<SpeakerId, List<float[]>> voices = voices();
        voices.forEach((speaker, vectors) -> {
            if (vectors.size() >= FEWEST_PIECES) {
                String name = openSet.match(openSet.voice(vectors), known)
                        .map(match -> match.person().name())
                        .orElse("");
                if (!name.equals(told.getOrDefault(speaker, ""))) {
                    told.put(speaker, name);
                    names.accept(speaker, name);
                }
            }
        });
    }

    /** The vectors of each speaker's own pieces: those within its turns in which nobody else has one. */
    private Map<SpeakerId, List<float[]>> voices() {
        Map<SpeakerId, List<float[]>> voices = new TreeMap<>();
        long oldest = pieces.isEmpty() ? 0 : pieces.getFirst().fromSample();
        turns.values().removeIf(turn -> turn.toSample() < oldest);
        for (EmbeddingEvidence piece : pieces) {
            List<SpeechTurn> within = new ArrayList<>();
            for (SpeechTurn turn : turns.values()) {
                if (turn.fromSample() < piece.toSample() && turn.toSample() > piece.fromSample()) {
                    within.add(turn);
                }
            }
            if (within.size() == 1
                    && within.getFirst().fromSample() <= piece.fromSample()
                    && within.getFirst().toSample() >= piece.toSample()) {
                voices.computeIfAbsent(within.getFirst().speaker(), speaker -> new ArrayList<>())
                        .add(piece.vector());
            }
        }
        return voices;
    }
}
