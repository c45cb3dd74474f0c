package dev.rostrum.service.status;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.json.Json;
import java.util.List;

/** What a page is told of a meeting that began before it was opened, each as one line of JSON. Positions are samples. */
final class MeetingJson {
    private MeetingJson() {}

    private record Past(long meeting, long fromSamples, List<PastTurn> turns) {}

    /**
     * A turn without the names of its fields: a sixth of what an event takes, for there are hours of them.
     *
     * @param sure 1 if the speaker is established, or else 0
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private record PastTurn(long id, String speaker, long from, long to, int sure, int percent) {}

    private record Regrouped(long atSamples, int batch, Regrouping.Kind kind, String from, String to) {}

    /**
     * The meeting's newest turns, each as id, speaker, from, to, 1 if the speaker is established or else 0, and the confidence
     * in percent.
     *
     * @param most turns
     */
    static String past(MeetingRoster roster, int most) {
        List<SpeechTurn> turns = roster.turns();
        return Json.SNAKE.text(new Past(
                roster.meeting(),
                roster.fromSample(),
                turns.subList(Math.max(0, turns.size() - most), turns.size()).stream()
                        .map(MeetingJson::told)
                        .toList()));
    }

    /** What a correction found of who is who. */
    static String regrouped(Regrouping found) {
        return Json.SNAKE.text(new Regrouped(
                found.atSample(),
                found.batch(),
                found.kind(),
                found.from().label(),
                found.to().label()));
    }

    private static PastTurn told(SpeechTurn turn) {
        return new PastTurn(
                turn.id(),
                turn.speaker().label(),
                turn.fromSample(),
                turn.toSample(),
                turn.certainty() == Certainty.CONFIRMED ? 1 : 0,
                Math.round(turn.confidence() * 100));
    }
}
