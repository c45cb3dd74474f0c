package dev.rostrum.lab.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.TimelineJson;
import dev.rostrum.service.mqtt.MqttPublisher;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.PahoOpener;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * Many units in one process, each with the publisher and the connection of a real one, to size a broker. Every unit plays
 * a recorded meeting at its pace, each from another moment of it. Paho runs on virtual threads here: it wants four a
 * connection.
 */
public final class Fleet {
    private static final int PAHO_TASKS = 4;
    private static final Duration CONNECTING = Duration.ofMinutes(2);
    private static final long TRAIL_SECONDS = 30;

    private final Settings settings;
    private final TimelineJson.Timeline recording;
    private final TimeSource time;
    private final String boot;

    /**
     * What to play.
     *
     * @param broker {@code mqtt://host:port}
     * @param units how many at once
     * @param warmUp how long they play, once all are connected, before delays count: all start at once, and the code is
     *     not compiled yet
     * @param length of the play after that
     */
    public record Settings(String broker, int units, Duration warmUp, Duration length) {}

    /**
     * What came of it.
     *
     * @param connected units that the broker let in
     * @param sent events of all units
     * @param delivered messages that the broker acknowledged, retained ones too
     * @param seen of the events by one subscriber, repeats not counted
     * @param repeats events seen again
     * @param p50Ms from an event after the warm-up to its arrival at the subscriber, median
     * @param p99Ms the same, 99 of 100
     */
    public record Result(int connected, long sent, long delivered, long seen, long repeats, int p50Ms, int p99Ms) {
        /** Every event arrived. */
        public boolean complete() {
            return sent > 0 && seen == sent;
        }
    }

    private record Player(MqttPublisher unit, RecordedMeeting meeting) {}

    /** A fleet that did not start yet, with what {@code rostrum replay} wrote of a meeting. */
    public Fleet(Settings settings, TimelineJson.Timeline recording, TimeSource time) {
        this.settings = settings;
        this.recording = recording;
        this.time = time;
        this.boot = Long.toHexString(time.epochMillis());
    }

    /** A recorded meeting that comes with the program: five speakers, a hundred seconds. */
    public static TimelineJson.Timeline carriedRecording() {
        try (InputStream in = Objects.requireNonNull(
                Fleet.class.getResourceAsStream("fleet.events.jsonl"), "fleet.events.jsonl is missing")) {
            return TimelineJson.read(
                    new String(in.readAllBytes(), UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Plays it.
     *
     * @param progress told now and then how many events happened
     */
    public Result play(LongConsumer progress) throws InterruptedException {
        MqttSettings mqtt = MqttSettings.defaults().withBroker(settings.broker());
        List<MqttPublisher> units = new ArrayList<>();
        try (FleetWatch watch = new FleetWatch(mqtt, boot, time)) {
            if (!watch.subscribe(CONNECTING.toSeconds())) {
                return new Result(0, 0, 0, 0, 0, 0, 0);
            }
            for (int unit = 1; unit <= settings.units(); unit++) {
                units.add(unit(mqtt, unit));
            }
            int connected = connected(units);
            watch.timeFrom(time.epochMillis() + settings.warmUp().toMillis());
            send(units, progress);
            return result(connected, units, watch);
        } finally {
            List<Thread> closing =
                    units.stream().map(u -> Thread.ofVirtual().start(u::close)).toList();
            for (Thread thread : closing) {
                thread.join();
            }
        }
    }

    private Result result(int connected, List<MqttPublisher> units, FleetWatch watch) throws InterruptedException {
        long sent = 0;
        for (long waited = 0; waited < TRAIL_SECONDS * 10; waited++) {
            sent = units.stream().mapToLong(u -> u.status().events()).sum();
            boolean idle = units.stream().allMatch(u -> u.status().waiting() == 0);
            if (idle && watch.seen() >= sent) {
                break;
            }
            Thread.sleep(100);
        }
        long delivered = units.stream().mapToLong(u -> u.status().delivered()).sum();
        return new Result(
                connected, sent, delivered, watch.seen(), watch.repeats(), watch.latencyMs(0.5), watch.latencyMs(0.99));
    }

    private MqttPublisher unit(MqttSettings mqtt, int number) {
        int rate = recording.stream().sampleRateHz();
        MqttIdentity identity = new MqttIdentity("fleet-" + boot + "-" + number, "", boot, rate, Map.of());
        MqttPublisher.Ports ports = new MqttPublisher.Ports(
                time,
                sample -> time.epochMillis(),
                () -> true,
                (command, origin, reply) -> reply.accept(new CommandResult.Done()));
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
        long endNs = time.nanoTime() + CONNECTING.toNanos();
        while (true) {
            int connected =
                    (int) units.stream().filter(u -> u.status().connected()).count();
            if (connected == units.size() || time.nanoTime() > endNs) {
                return connected;
            }
            Thread.sleep(50);
        }
    }

    private void send(List<MqttPublisher> units, LongConsumer progress) throws InterruptedException {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        long startNs = time.nanoTime();
        long endNs = startNs + settings.warmUp().plus(settings.length()).toNanos();
        PriorityQueue<Player> players = new PriorityQueue<>(
                Comparator.comparingLong(player -> player.meeting().dueNs()));
        for (MqttPublisher unit : units) {
            long began = startNs - random.nextLong(RecordedMeeting.lengthNs(recording));
            RecordedMeeting meeting = new RecordedMeeting(recording, began);
            meeting.joinAt(startNs);
            unit.onEvent(meeting.meetingStarted());
            players.add(new Player(unit, meeting));
        }
        long told = 0;
        while (true) {
            Player player = players.remove();
            if (player.meeting().dueNs() > endNs) {
                progress.accept(told);
                return;
            }
            long waitMs = (player.meeting().dueNs() - time.nanoTime()) / 1_000_000;
            if (waitMs > 0) {
                Thread.sleep(waitMs);
            }
            player.meeting().step().forEach(player.unit()::onEvent);
            players.add(player);
            if (++told % 1000 == 0) {
                progress.accept(told);
            }
        }
    }
}
