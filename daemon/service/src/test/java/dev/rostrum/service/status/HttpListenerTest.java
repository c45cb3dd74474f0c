package dev.rostrum.service.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpListenerTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: unit\r\n\r\n";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void shouldEndARequestThatDoesNotComeToItsEnd() throws IOException {
        HttpListener listener = listen((request, exchange) -> exchange.respond(200, "text/plain", "x"), 300);
        Socket slow = connect(listener);
        slow.getOutputStream().write("GET / HTTP".getBytes(StandardCharsets.US_ASCII));

        assertThat(slow.getInputStream().readAllBytes()).isEmpty();
    }

    @Test
    void shouldLetAnAnswerLastThatIsMeantTo() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        HttpListener listener = listen(
                (request, exchange) -> {
                    var out = exchange.stream("text/event-stream");
                    try {
                        enough.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    out.write('!');
                    out.flush();
                },
                300);
        Socket follower = ask(listener);
        Socket slow = connect(listener);
        assertThat(slow.getInputStream().readAllBytes())
                .as("ends when the time for requests is over")
                .isEmpty();
        // more newcomers than places do not turn it out either
        for (int i = 0; i < 2 * HttpListener.PLACES; i++) {
            connect(listener);
        }
        enough.countDown();

        assertThat(new String(follower.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .endsWith("\r\n\r\n!");
    }

    @Test
    void shouldEndWhatLastsWhenItIsClosed() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        HttpListener listener = listen(
                (request, exchange) -> {
                    exchange.stream("text/event-stream");
                    begun.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                },
                10_000);
        Socket follower = ask(listener);
        begun.await();
        listener.close();

        assertThat(new String(follower.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 200");
        never.countDown();
    }

    private HttpListener listen(HttpListener.Answers answers, int patienceMs) throws IOException {
        HttpListener listener = HttpListener.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                answers,
                Duration.ofMillis(patienceMs));
        open.add(listener);
        return listener;
    }

    private Socket ask(HttpListener listener) throws IOException {
        Socket socket = connect(listener);
        socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Socket connect(HttpListener listener) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(20_000);
        open.add(socket);
        return socket;
    }
}
