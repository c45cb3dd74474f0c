package dev.rostrum.service.composition;

import dev.rostrum.service.control.ControlRequest;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.people.Enrolment;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.time.Instant;

/** Enrolment by what the daemon hears, as the control socket asks for it. Any thread. */
final class LiveEnrolment {
    private final Enrolment enrolment;
    private final int sampleRate;
    private final TimeSource time;

    LiveEnrolment(Enrolment enrolment, int sampleRate, TimeSource time) {
        this.enrolment = enrolment;
        this.sampleRate = sampleRate;
        this.time = time;
    }

    /** Begins to listen. */
    CommandResult begin(ControlRequest.Enrol asked) {
        Enrolment.Wanted wanted = new Enrolment.Wanted(asked.name(), asked.consent(), asked.howLong());
        try {
            return enrolment.begin(wanted, asked.howLong().toMillis() * sampleRate / 1000, now())
                    ? new CommandResult.Done()
                    : new CommandResult.Refused("busy", "Somebody else is being enrolled; try again in a while.");
        } catch (IllegalArgumentException e) {
            return new CommandResult.Refused("bad-request", String.valueOf(e.getMessage()));
        }
    }

    /** How it went; {@link ControlRequest.EnrolmentOutcome#LISTENING} as long as it has not. */
    CommandResult outcome(String name) {
        try {
            return switch (enrolment.outcome(name, now())) {
                case Enrolment.Outcome.Enrolled enrolled -> new CommandResult.Done();
                case Enrolment.Outcome.Listening listening ->
                    new CommandResult.Refused(
                            ControlRequest.EnrolmentOutcome.LISTENING, "The daemon is still listening.");
                case Enrolment.Outcome.TooLittle little ->
                    new CommandResult.Refused("too-little", little.explanation());
                case Enrolment.Outcome.None none ->
                    new CommandResult.Refused("nobody", name + " is not being enrolled.");
            };
        } catch (IOException e) {
            return new CommandResult.Refused("not-stored", "The voice cannot be stored: " + e.getMessage());
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(time.epochMillis());
    }
}
