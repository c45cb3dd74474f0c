package dev.rostrum.service.event;

import dev.rostrum.diarization.enrolment.NameRule;
import dev.rostrum.diarization.speakers.SpeakerId;
import java.time.Duration;

/** What somebody outside (button, MQTT, status page, command line) wants of the unit. */
public sealed interface RoomCommand {
    /** Stop listening: the capture line is closed. */
    record Mute() implements RoomCommand {}

    /** Listen again. Refused where the room's button muted, unless the configuration relaxes that. */
    record Unmute() implements RoomCommand {}

    /** Show which box this is: the LED blinks for a while. */
    record Identify() implements RoomCommand {}

    /** End the meeting that runs, if any, and forget it; the next speech starts a new one. */
    record NewMeeting() implements RoomCommand {}

    /** Give a speaker of the running meeting a name. */
    record NameSpeaker(SpeakerId speaker, String name) implements RoomCommand {
        /** @throws IllegalArgumentException if {@link NameRule} has something against the name */
        public NameSpeaker {
            name = NameRule.checked(name);
        }
    }

    /** Take a speaker's name away again. */
    record ForgetSpeaker(SpeakerId speaker) implements RoomCommand {}

    /** Change how long the live labelling may wait before it labels an instant. */
    record SetLatency(Duration latency) implements RoomCommand {}
}
