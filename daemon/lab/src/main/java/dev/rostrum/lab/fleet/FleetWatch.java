package dev.rostrum.lab.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rostrum.service.mqtt.link.BrokerLink;
import dev.rostrum.service.mqtt.link.LinkEvent;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.PahoOpener;
import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.time.TimeSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One subscriber that sees all units of a fleet: what came, what came twice, and how late. Any thread. */
final class FleetWatch implements AutoCloseable {
    private static final int MAX_MS = 60_000;

    private final Map<String, BitSet> seen = new HashMap<>();
    private final int[] latencies = new int[MAX_MS + 1];
    private final CountDownLatch answered = new CountDownLatch(1);
    private final TimeSource time;
    private final BrokerLink link;
    private volatile boolean connected;
    private long repeats;
    private long timedFromMs;

    FleetWatch(MqttSettings settings, String boot, TimeSource time) {
        this.time = time;
        MqttIdentity identity = new MqttIdentity("fleet-watch-" + boot, "", boot, 1, Map.of());
        link = new PahoOpener(settings, identity).open(Optional.empty(), this::onLinkEvent);
    }

    /** Subscribes once the broker has answered; returns whether it did in time. */
    boolean subscribe(long waitSeconds) throws InterruptedException {
        if (!answered.await(waitSeconds, TimeUnit.SECONDS) || !connected) {
            return false;
        }
        link.subscribe("rostrum/v1/+/turn/+");
        link.subscribe("rostrum/v1/+/meeting");
        link.subscribe("rostrum/v1/+/correction");
        return true;
    }

    /** Delays of events before this wall time are not counted; the events are. */
    synchronized void timeFrom(long epochMillis) {
        timedFromMs = epochMillis;
    }

    /** Events seen of all units, repeats not counted. */
    synchronized long seen() {
        return seen.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** Events seen again. */
    synchronized long repeats() {
        return repeats;
    }

    /** Milliseconds from an event to its arrival here that the given share of all stayed within. */
    synchronized int latencyMs(double share) {
        long all = Arrays.stream(latencies).asLongStream().sum();
        long wanted = (long) Math.ceil(all * share);
        long so = 0;
        for (int ms = 0; ms <= MAX_MS; ms++) {
            so += latencies[ms];
            if (so >= wanted && so > 0) {
                return ms;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        link.close();
    }

    private void onLinkEvent(LinkEvent event) {
        switch (event) {
            case LinkEvent.Connected in -> {
                connected = true;
                answered.countDown();
            }
            case LinkEvent.Arrived arrived -> arrived(arrived.message());
            case LinkEvent.Lost lost -> answered.countDown();
            case LinkEvent.Delivered delivered -> {}
            case LinkEvent.Refused refused -> {}
            case LinkEvent.NotSubscribed refused -> {} // then it sees nothing, and the result says so
        }
    }

    private synchronized void arrived(Message message) {
        String payload = new String(message.payload(), UTF_8);
        String unit = field(payload, "\"unit\":\"", '"');
        int event = Integer.parseInt(field(payload, "\"event\":", ','));
        BitSet events = seen.computeIfAbsent(unit, u -> new BitSet());
        if (events.get(event)) {
            repeats++;
            return;
        }
        events.set(event);
        long sentMs = Instant.parse(field(payload, "\"time\":\"", '"')).toEpochMilli();
        if (sentMs >= timedFromMs) {
            latencies[Math.clamp(time.epochMillis() - sentMs, 0, MAX_MS)]++;
        }
    }

    private static String field(String payload, String before, char after) {
        int from = payload.indexOf(before) + before.length();
        return payload.substring(from, payload.indexOf(after, from));
    }
}
