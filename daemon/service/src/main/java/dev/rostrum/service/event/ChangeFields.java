package dev.rostrum.service.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import java.util.function.Function;

/** One change of a correction as it is told everywhere outside; {@code op} says which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChangeFields.Replace.class, name = "replace"),
    @JsonSubTypes.Type(value = ChangeFields.Withdraw.class, name = "withdraw")
})
public sealed interface ChangeFields {
    /** The turn of this id is now so, or is new. */
    record Replace(TurnFields turn) implements ChangeFields {}

    /** There is no such turn. */
    record Withdraw(long id, int revision) implements ChangeFields {}

    /**
     * The change as it is told.
     *
     * @param told what is told of a turn
     */
    static ChangeFields of(TurnChange change, Function<SpeechTurn, TurnFields> told) {
        return switch (change) {
            case TurnChange.Replaced replaced -> new Replace(told.apply(replaced.turn()));
            case TurnChange.Withdrawn gone -> new Withdraw(gone.id(), gone.revision());
        };
    }

    /**
     * The change that was told.
     *
     * @throws IllegalArgumentException it holds what can be no turn
     */
    default TurnChange change() {
        return switch (this) {
            case Replace replace -> new TurnChange.Replaced(replace.turn().turn());
            case Withdraw gone -> new TurnChange.Withdrawn(gone.id(), gone.revision());
        };
    }
}
