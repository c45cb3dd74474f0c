package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A subscriber that keeps all it sees, in order: a {@code mosquitto_sub} process, so that nothing of it is shared with the
 * code under test. Its session outlives a broker that is restarted with its state.
 */
public final class Observer implements AutoCloseable {
    private static final String MARK = "\u001e";
    private static final String SEPARATOR = "\u001f";

    private final List<Seen> seen = new ArrayList<>();
    private final String host;
    private final int port;
    private final List<String> options;
    private final Process process;
    private boolean subscribed;

    /** One message as a subscriber gets it. */
    public record Seen(String topic, String payload, boolean retained, long expirySeconds, String correlation) {}

    /**
     * Subscribes and waits until the broker has agreed.
     *
     * @param options further options for the mosquitto clients, such as a user or certificates
     */
    public Observer(String brokerUri, String filter, String... options) throws IOException {
        URI uri = URI.create(brokerUri);
        this.host = uri.getHost();
        this.port = uri.getPort();
        this.options = List.of(options);
        String format = MARK + String.join(SEPARATOR, "%t", "%r", "%E", "%D", "%p");
        process = start("mosquitto_sub", "-d", "-c", "-x", "3600", "-i", "observer-" + System.nanoTime(), "-F", format)
                .plus("-t", filter)
                .run();
        Thread.ofVirtual().start(this::read);
        awaitSubscribed();
    }

    /** Sends one message as an integrator would; {@code more} are options of {@code mosquitto_pub}. */
    public void send(String topic, String payload, String... more) throws IOException {
        String from = payload.isEmpty() ? "-n" : "-s"; // it will not read an empty message
        Process sender = start("mosquitto_pub", "-t", topic, from).plus(more).run();
        try (var in = sender.getOutputStream()) {
            in.write(payload.getBytes(UTF_8));
        }
        try {
            if (!sender.waitFor(10, TimeUnit.SECONDS)) {
                throw new IOException("mosquitto_pub hangs");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** All messages so far, in the order of their arrival. */
    public List<Seen> all() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** All messages so far whose topic ends so. */
    public List<Seen> on(String topicEnd) {
        return all().stream().filter(s -> s.topic().endsWith(topicEnd)).toList();
    }

    /** Waits for a message; fails with what came instead. */
    public Seen await(Predicate<Seen> wanted) {
        return await(Duration.ofSeconds(15), wanted);
    }

    public Seen await(Duration atMost, Predicate<Seen> wanted) {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (seen) {
            for (int next = 0; ; next++) {
                while (next >= seen.size()) {
                    waitUntil(end, atMost);
                }
                if (wanted.test(seen.get(next))) {
                    return seen.get(next);
                }
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitSubscribed() {
        long end = System.nanoTime() + 15_000_000_000L;
        synchronized (seen) {
            while (!subscribed) {
                waitUntil(end, Duration.ofSeconds(15));
            }
        }
    }

    private void waitUntil(long endNs, Duration atMost) {
        long waitMs = (endNs - System.nanoTime()) / 1_000_000;
        if (waitMs <= 0) {
            throw new AssertionError("not seen within " + atMost + "; last of " + seen.size() + ": "
                    + seen.subList(Math.max(0, seen.size() - 5), seen.size()));
        }
        try {
            seen.wait(waitMs);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            // the process was ended
        }
    }

    private void take(String line) {
        synchronized (seen) {
            if (line.startsWith(MARK)) {
                String[] fields = line.substring(1).split(SEPARATOR, 5);
                long expiry = fields[2].isEmpty() ? 0 : Long.parseLong(fields[2]);
                seen.add(new Seen(fields[0], fields[4], fields[1].equals("1"), expiry, fields[3]));
            } else if (line.contains("Subscribed") || line.contains("SUBACK")) {
                subscribed = true;
            }
            seen.notifyAll();
        }
    }

    private Command start(String program, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of("stdbuf", "-oL", program, "-h", host, "-p", Integer.toString(port), "-V", "5", "-q", "1"));
        words.addAll(options);
        return new Command(words).plus(arguments);
    }

    /** A command line in the making. */
    private record Command(List<String> words) {
        Command plus(String... more) {
            words.addAll(List.of(more));
            return this;
        }

        Process run() throws IOException {
            return new ProcessBuilder(words).redirectErrorStream(true).start();
        }
    }
}
