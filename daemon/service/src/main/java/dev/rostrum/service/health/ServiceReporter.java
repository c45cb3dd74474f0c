package dev.rostrum.service.health;

import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells the service manager: READY with the first state after start-up, STATUS whenever what the daemon does changes, WATCHDOG
 * while all threads make progress, RELOADING and READY around a reload, STOPPING at the end.
 *
 * <pre>{@code
 * NotifySocket socket = new NotifySocket(System.getenv());
 * Heartbeat capture = new Heartbeat("capture", Duration.ofSeconds(10));   // capture.beat(nowNs) in the capture thread
 * Watchdog watchdog = new Watchdog(socket.watchdog(), List.of(capture, analysis, conductor));
 * ServiceReporter service = new ServiceReporter(socket::send, watchdog);  // an EventSink; tick(nowNs) every round
 * }</pre>
 *
 * READY needs networks that are warm and either sound, a mute or a missing microphone: send the first state other than STARTING
 * only then. Conductor's thread only.
 */
public final class ServiceReporter implements EventSink {
    /** In characters. The service manager ignores a message of more than 4096 bytes whole, and with it a READY. */
    private static final int LONGEST_LINE = 500;

    private final Consumer<String> send;
    private final Watchdog watchdog;
    private String status = "";
    private String note = "";
    private boolean ready;

    /** @param send takes {@code KEY=value} lines */
    public ServiceReporter(Consumer<String> send, Watchdog watchdog) {
        this.send = send;
        this.watchdog = watchdog;
    }

    @Override
    public void onEvent(RoomEvent event) {
        switch (event) {
            case RoomEvent.StateChanged changed -> onState(changed.state());
            case RoomEvent.Timeline ignored -> {}
            case RoomEvent.HealthReported ignored -> {}
            case RoomEvent.SpeakerNamed ignored -> {}
        }
    }

    /** Feeds the watchdog when it is due. Returns 1 if it was. */
    public int tick(long nowNs) {
        if (!watchdog.due(nowNs)) {
            return 0;
        }
        send.accept("WATCHDOG=1");
        return 1;
    }

    /**
     * A start-up step that may take long: the service manager waits this much longer for the next message.
     *
     * @param what such as {@code loading networks}
     */
    public void starting(String what, int seconds) {
        say("STATUS=Starting: " + what + "\nEXTEND_TIMEOUT_USEC=" + seconds * 1_000_000L);
    }

    /** The configuration is being read again; {@code nowNs} is CLOCK_MONOTONIC, which systemd wants in the message. */
    public void reloading(long nowNs) {
        say("RELOADING=1\nMONOTONIC_USEC=" + nowNs / 1000 + "\nSTATUS=Reloading the configuration");
    }

    /**
     * The reload is over.
     *
     * @param outcome empty if all went well, else what is wrong, with the line; it stays in the
     *     status until a reload goes well
     */
    public void reloaded(String outcome) {
        note = outcome.isEmpty() ? "" : "; reload refused: " + oneLine(outcome);
        say("READY=1\nSTATUS=" + status + note);
    }

    private void onState(RoomState state) {
        if (state.phase() == RoomState.Phase.STOPPING) {
            say("STOPPING=1\nSTATUS=Stopping");
            return;
        }
        String text = text(state);
        boolean becomesReady = !ready && state.phase() != RoomState.Phase.STARTING;
        if (becomesReady || !text.equals(status)) {
            ready |= becomesReady;
            status = text;
            say((becomesReady ? "READY=1\n" : "") + "STATUS=" + text + note);
        }
    }

    /** What the daemon does, in a line for {@code systemctl status}. Who speaks is left out: it would change all the time. */
    static String text(RoomState state) {
        String doing = switch (state.phase()) {
            case STARTING -> "Starting";
            case LISTENING -> "Listening";
            case MUTED -> "Muted" + state.mutedBy().map(who -> " by " + who).orElse("") + ", microphones closed";
            case NO_MICROPHONE -> "No microphone, looking for it";
            case FAULT -> "Fault";
            case STOPPING -> "Stopping";
        };
        List<String> besides = state.degraded().stream()
                .filter(word -> !word.equals(state.phase().word()))
                .toList();
        return besides.isEmpty() ? doing : doing + "; " + oneLine(String.join(", ", besides));
    }

    private void say(String lines) {
        // nobody listening is the normal case of a start by hand
        send.accept(lines);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + " …";
    }
}
