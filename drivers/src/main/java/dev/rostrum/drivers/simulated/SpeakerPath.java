package dev.rostrum.drivers.simulated;

/** Where a speaker's mouth is while an utterance lasts. */
public sealed interface SpeakerPath {
    /** Position after this fraction of the utterance, 0 to 1. */
    Position at(double fraction);

    /** A speaker who stays where he is. */
    record Seat(Position mouth) implements SpeakerPath {
        @Override
        public Position at(double fraction) {
            return mouth;
        }
    }

    /**
     * A speaker who walks along a circle around {@code centre}, at constant speed.
     *
     * @param mouth where he begins
     * @param sweepDegrees how far he walks, counter-clockwise; negative for clockwise
     */
    record Walk(Position centre, Position mouth, double sweepDegrees) implements SpeakerPath {
        @Override
        public Position at(double fraction) {
            double dx = mouth.x() - centre.x();
            double dy = mouth.y() - centre.y();
            double from = StrictMath.toDegrees(StrictMath.atan2(dy, dx));
            return centre.towards(from + sweepDegrees * fraction, StrictMath.hypot(dx, dy), mouth.z() - centre.z());
        }
    }
}
