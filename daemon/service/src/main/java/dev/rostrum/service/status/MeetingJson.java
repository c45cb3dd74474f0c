package dev.rostrum.service.status;

import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.service.event.MeetingRoster;
import java.util.List;
import java.util.Locale;

/** What a page is told of a meeting that began before it was opened, each as one line of JSON. Positions are samples. */
final class MeetingJson {
    private MeetingJson() {}

    /**
     * The meeting's newest turns, each as the numbers id, speaker, from, to, 1 if the speaker is established or else 0, and the
     * confidence in percent: a tenth of what an event takes, for there are hours of them.
     *
     * @param most turns
     */
    static String past(MeetingRoster roster, int most) {
        List<SpeechTurn> turns = roster.turns();
        return StatusJson.object(json -> {
            json.writeNumberField("meeting", roster.meeting());
            json.writeNumberField("from_samples", roster.fromSample());
            json.writeArrayFieldStart("turns");
            for (SpeechTurn turn : turns.subList(Math.max(0, turns.size() - most), turns.size())) {
                json.writeStartArray();
                json.writeNumber(turn.id());
                json.writeNumber(turn.speaker().number());
                json.writeNumber(turn.fromSample());
                json.writeNumber(turn.toSample());
                json.writeNumber(turn.certainty() == Certainty.CONFIRMED ? 1 : 0);
                json.writeNumber(Math.round(turn.confidence() * 100));
                json.writeEndArray();
            }
            json.writeEndArray();
        });
    }

    /** What a correction found of who is who. */
    static String regrouped(Regrouping found) {
        return StatusJson.object(json -> {
            json.writeNumberField("at_samples", found.atSample());
            json.writeNumberField("batch", found.batch());
            json.writeStringField("kind", found.kind().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("from", found.from().number());
            json.writeNumberField("to", found.to().number());
        });
    }
}
