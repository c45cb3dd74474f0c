package dev.rostrum.service.cli;

import dev.rostrum.service.control.ControlClient;
import dev.rostrum.service.control.ControlReply;
import dev.rostrum.service.control.ControlRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Lets the running daemon, which holds the microphones, learn a voice, and waits until it has. */
final class EnrolmentByDaemon {
    private static final Duration ASK_EVERY = Duration.ofMillis(500);
    /** How much longer than asked for it may take: the newest window, and a machine that is behind. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final ControlClient daemon;
    private final Console console;

    EnrolmentByDaemon(ControlClient daemon, Console console) {
        this.daemon = daemon;
        this.console = console;
    }

    /** The exit code. */
    int enrol(ControlRequest.Enrol wanted) throws IOException {
        if (ask(wanted) instanceof ControlReply.Refused refused) {
            return console.fail(ExitCode.FAILED, refused.explanation());
        }
        console.tell("the daemon listens for " + wanted.howLong().toSeconds() + " s, speak now");
        long endNs = System.nanoTime() + wanted.howLong().plus(GRACE).toNanos();
        while (System.nanoTime() < endNs) {
            LockSupport.parkNanos(ASK_EVERY.toNanos());
            switch (ask(new ControlRequest.EnrolmentOutcome(wanted.name()))) {
                case ControlReply.Refused refused
                when refused.reason().equals(ControlRequest.EnrolmentOutcome.LISTENING) -> {}
                case ControlReply.Refused refused -> {
                    return console.fail(ExitCode.FAILED, refused.explanation());
                }
                case ControlReply.Done done -> {
                    console.out().println(wanted.name() + ": enrolled by the running daemon");
                    return ExitCode.OK.number();
                }
                case ControlReply.Status status -> throw new IOException("the daemon answered another question");
            }
        }
        return console.fail(
                ExitCode.FAILED, "the daemon hears nothing: is it muted, or are its microphones gone? Ask its status");
    }

    private ControlReply ask(ControlRequest request) throws IOException {
        Optional<ControlReply> reply = daemon.ask(request);
        return reply.orElseThrow(() -> new IOException(daemon.socket() + ": the daemon has gone"));
    }
}
