package dev.rostrum.diarization;

import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.drivers.simulated.Position;
import dev.rostrum.drivers.simulated.SpeakerPath;
import dev.rostrum.drivers.simulated.Utterance;

/** Sound to listen to. */
final class Meetings {
    private Meetings() {}

    /** The first seconds of the carried meeting, its voices after and over each other as its script says, in no room. */
    static float[] carried(int seconds) {
        float[] sound = new float[seconds * CarriedMeeting.SAMPLE_RATE];
        SpeakerPath anywhere = new SpeakerPath.Seat(new Position(0, 0, 0));
        for (Utterance utterance : CarriedMeeting.load().utterances(line -> anywhere)) {
            int begin = Math.toIntExact(utterance.beginSample());
            for (int i = 0; i < utterance.dry().length && begin + i < sound.length; i++) {
                sound[begin + i] += utterance.dry()[i];
            }
        }
        return sound;
    }
}
