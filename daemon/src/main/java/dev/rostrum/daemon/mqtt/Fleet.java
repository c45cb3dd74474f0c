package dev.rostrum.daemon.mqtt;

import dev.rostrum.daemon.event.CommandResult;
import dev.rostrum.daemon.event.RoomEvent;
import dev.rostrum.daemon.time.TimeSource;
import dev.rostrum.daemon.timeline.SpeechTurn;
import dev.rostrum.daemon.timeline.TimelineEvent;
import dev.rostrum.daemon.tracking.SpeakerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * Many units in one process, each with the publisher and the connection of a real one, to size a broker. Every unit
 * plays a meeting at meeting pace: one event a second, each turn a start, some updates and an end. Paho runs on virtual
 * threads here: it wants four a connection.
 */
public final class Fleet {
    private static final int RATE = 16_000;
    private static final int PAHO_TASKS = 4;
    private static final long CONNECT_SECONDS = 120;
    private static final long TRAIL_SECONDS = 30;

    private final Settings settings;
    private final TimeSource time;
    private final String boot;

    /**
     * What to play.
     *
     * @param broker {@code mqtt://host:port}
     * @param units how many at once
     * @param length of the play, once all are connected
     */
    public record Settings(String broker, int units, Duration length) {}

    /**
     * What came of it.
     *
     * @param connected units that the broker let in
     * @param sent events of all units
     * @param seen of these by one subscriber, repeats not counted
     * @param repeats seen again
     * @param p50Ms from an event to its arrival at the subscriber, median
     * @param p99Ms the same, 99 of 100
     */
    public record Result(int connected, long sent, long seen, long repeats, int p50Ms, int p99Ms) {
        /** Every unit was let in and every event arrived. */
        public boolean complete() {
            return sent > 0 && seen == sent;
        }
    }

    /** A fleet that did not start yet. */
    public Fleet(Settings settings, TimeSource time) {
        this.settings = settings;
        this.time = time;
        this.boot = Long.toHexString(time.epochMillis());
    }

    /**
     * Plays it.
     *
     * @param progress told now and then how many events were sent
     */
    public Result play(LongConsumer progress) throws InterruptedException {
        MqttSettings mqtt = MqttSettings.defaults().withBroker(settings.broker());
        List<MqttPublisher> units = new ArrayList<>();
        try (FleetWatch watch = new FleetWatch(mqtt, boot, time)) {
            if (!watch.subscribe(CONNECT_SECONDS)) {
                return new Result(0, 0, 0, 0, 0, 0);
            }
            for (int unit = 1; unit <= settings.units(); unit++) {
                units.add(unit(mqtt, unit));
            }
            int connected = connected(units);
            long sent = send(units, progress);
            for (long waited = 0; watch.seen() < sent && waited < TRAIL_SECONDS * 10; waited++) {
                Thread.sleep(100);
            }
            return new Result(
                    connected, sent, watch.seen(), watch.repeats(), watch.latencyMs(0.5), watch.latencyMs(0.99));
        } finally {
            List<Thread> closing =
                    units.stream().map(u -> Thread.ofVirtual().start(u::close)).toList();
            for (Thread thread : closing) {
                thread.join();
            }
        }
    }

    private MqttPublisher unit(MqttSettings mqtt, int number) {
        MqttIdentity identity = new MqttIdentity("fleet-" + boot + "-" + number, "", boot, RATE, Map.of());
        MqttPublisher.Ports ports = new MqttPublisher.Ports(
                time, () -> true, (command, origin, reply) -> reply.accept(new CommandResult.Done()));
        PahoOpener opener = new PahoOpener(mqtt, identity, Optional.of(Fleet::threads));
        MqttPublisher publisher = new MqttPublisher(mqtt, identity, ports, opener);
        publisher.startOn(Thread.ofVirtual());
        return publisher;
    }

    private static ScheduledExecutorService threads() {
        return Executors.newScheduledThreadPool(
                PAHO_TASKS, Thread.ofVirtual().name("paho").factory());
    }

    private int connected(List<MqttPublisher> units) throws InterruptedException {
        long endNs = time.nanoTime() + Duration.ofSeconds(CONNECT_SECONDS).toNanos();
        while (true) {
            int connected =
                    (int) units.stream().filter(u -> u.status().connected()).count();
            if (connected == units.size() || time.nanoTime() > endNs) {
                return connected;
            }
            Thread.sleep(50);
        }
    }

    /** Every unit speaks once a second, each at its own moment of it. */
    private long send(List<MqttPublisher> units, LongConsumer progress) throws InterruptedException {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        double[] moment = random.doubles(units.size()).sorted().toArray();
        long startNs = time.nanoTime();
        long sent = 0;
        for (int second = 0; second < settings.length().toSeconds(); second++) {
            for (int unit = 0; unit < units.size(); unit++) {
                long dueNs = startNs + (long) ((second + moment[unit]) * 1e9);
                long waitMs = (dueNs - time.nanoTime()) / 1_000_000;
                if (waitMs > 0) {
                    Thread.sleep(waitMs);
                }
                units.get(unit).onEvent(event(second));
                sent++;
            }
            progress.accept(sent);
        }
        return sent;
    }

    /** A meeting of turns of four seconds: what happens in its n-th second. */
    private static RoomEvent event(int second) {
        long at = (long) second * RATE;
        if (second == 0) {
            return new RoomEvent.Timeline(new TimelineEvent.MeetingStarted(0, 1, 0));
        }
        int phase = (second - 1) % 4;
        long id = 1 + (second - 1L) / 4;
        SpeechTurn turn = new SpeechTurn(
                id,
                0,
                new SpeakerId((int) (1 + id % 5)),
                at - (long) phase * RATE - 1,
                at,
                phase == 3 ? SpeechTurn.Stage.CLOSED : SpeechTurn.Stage.OPEN,
                SpeechTurn.Certainty.CONFIRMED,
                0.9f,
                OptionalDouble.of(45));
        return new RoomEvent.Timeline(
                switch (phase) {
                    case 0 -> new TimelineEvent.TurnStarted(at, turn);
                    case 3 -> new TimelineEvent.TurnEnded(at, turn);
                    default -> new TimelineEvent.TurnUpdated(at, turn);
                });
    }
}
