package dev.rostrum.service.mqtt.link;

import dev.rostrum.service.json.Word;
import dev.rostrum.service.mqtt.command.CommandHandler;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * Walks to the broker one step at a time and says at which it stumbles: address, TCP, TLS, login, the right to publish
 * and to subscribe. Says nothing under the unit's own client id, so that a running daemon is not thrown out. Waits for
 * answers on the caller's thread.
 */
public final class BrokerProbe {
    private static final int BAD_USER = 0x86;
    private static final int NOT_AUTHORISED = 0x87;
    private static final int CLIENT_BAD_LOGIN = 4;
    private static final int CLIENT_NOT_AUTHORISED = 5;
    private static final int FIRST_ERROR_CODE = 0x80;

    private final MqttSettings settings;
    private final MqttTopics topics;
    private final String trialTopic;
    private final DeliveryTrial delivery;
    private final Duration patience;
    private final String host;
    private final int port;
    private long endNs;

    /** What came of a step. */
    public enum Fault {
        NONE,
        UNREADABLE_FILE,
        UNKNOWN_HOST,
        REFUSED,
        NO_ANSWER,
        NO_ROUTE,
        ADDRESS_BLOCKED,
        NO_TLS,
        WRONG_CA,
        EXPIRED_CERTIFICATE,
        CERTIFICATE_NOT_YET_VALID,
        WRONG_HOST_NAME,
        TLS_FAILED,
        BAD_LOGIN,
        NO_RIGHT_TO_PUBLISH,
        NO_RIGHT_TO_SUBSCRIBE,
        PROTOCOL;

        /** Such as {@code unknown-host}. */
        public String word() {
            return Word.of(this);
        }
    }

    /**
     * How far the walk went.
     *
     * @param addresses of the broker, where its name is known
     * @param detail what was found, one line, nothing of any secret
     */
    public record Outcome(Fault fault, List<InetAddress> addresses, String detail) {
        public Outcome {
            addresses = List.copyOf(addresses);
        }
    }

    /** @param patience for the whole walk, from the first connection on */
    public BrokerProbe(MqttSettings settings, String unit, Duration patience) {
        this.settings = settings;
        this.topics = new MqttTopics(unit);
        this.trialTopic = topics.commandPrefix() + CommandHandler.TRIAL;
        this.delivery = new DeliveryTrial(trialTopic);
        this.patience = patience;
        URI address = URI.create(settings.broker());
        this.host = Optional.ofNullable(address.getHost())
                .orElseThrow(() -> new IllegalArgumentException("broker=" + settings.broker()));
        this.port = address.getPort();
    }

    /** Walks as far as it goes. */
    public Outcome walk() {
        List<InetAddress> addresses = List.of();
        endNs = System.nanoTime() + patience.toNanos();
        try {
            addresses = List.of(InetAddress.getAllByName(host));
            reach();
            String login = login();
            return new Outcome(Fault.NONE, addresses, login);
        } catch (UnknownHostException e) {
            return new Outcome(Fault.UNKNOWN_HOST, addresses, "the name " + host + " is not known to this network");
        } catch (IOException e) {
            return new Outcome(faultOf(e), addresses, innermost(e));
        } catch (UnreadableSecret e) {
            return new Outcome(Fault.UNREADABLE_FILE, addresses, String.valueOf(e.getMessage()));
        } catch (MqttException e) {
            return new Outcome(faultOf(e), addresses, "MQTT " + e.getReasonCode() + " " + innermost(e));
        } catch (DeniedException e) {
            return new Outcome(e.fault, addresses, String.valueOf(e.getMessage()));
        }
    }

    /** The broker refused what a login may not do. */
    private static final class DeniedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final Fault fault;

        DeniedException(Fault fault, String message) {
            super(message);
            this.fault = fault;
        }
    }

    /** Milliseconds that are left of the walk; at least one, since to some waits 0 means for ever. */
    private long leftMs() {
        return Math.max(1, (endNs - System.nanoTime()) / 1_000_000);
    }

    private void reach() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) leftMs());
            if (settings.broker().startsWith("mqtts:")) {
                shakeHands(socket);
            }
        }
    }

    private void shakeHands(Socket plain) throws IOException {
        SSLContext context = PemFiles.context(settings.tls());
        plain.setSoTimeout((int) leftMs());
        ModernTls sockets = new ModernTls(context.getSocketFactory());
        try (SSLSocket secure = (SSLSocket) sockets.createSocket(plain, host, port, false)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
        } catch (SocketException | EOFException e) {
            throw new SSLException("the broker hangs up where TLS should begin", e);
        }
    }

    private String login() throws MqttException, DeniedException {
        String uri = settings.broker();
        String id = "rostrum-" + topics.unit() + "-doctor-" + Long.toHexString(System.identityHashCode(this));
        MqttAsyncClient client = new MqttAsyncClient(uri, id, new MemoryPersistence());
        client.setCallback(delivery);
        try {
            client.connect(new PahoOptions(settings).connect(Optional.empty())).waitForCompletion(leftMs());
            byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
            MqttMessage message = new MqttMessage(empty, 1, false, null);
            require(
                    client.publish(topics.replyPrefix() + "doctor", message),
                    Fault.NO_RIGHT_TO_PUBLISH,
                    "may not publish below " + topics.root());
            requireDelivery(client);
            return "logged in, may publish and subscribe";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "logged in, may publish";
        } finally {
            end(client);
        }
    }

    /**
     * Subscribes, and looks whether that delivers anything, by a message to itself. Where this user may not send one
     * there, nothing can be learnt.
     */
    private void requireDelivery(MqttAsyncClient client) throws MqttException, DeniedException, InterruptedException {
        String filter = topics.commandPrefix() + "#";
        require(client.subscribe(filter, 1), Fault.NO_RIGHT_TO_SUBSCRIBE, "may not subscribe to " + filter);
        try {
            require(client.publish(trialTopic, new MqttMessage(new byte[0], 1, false, null)), Fault.NONE, "");
        } catch (DeniedException e) {
            return;
        }
        if (!delivery.arrivesWithin(Duration.ofMillis(leftMs()))) {
            throw new DeniedException(
                    Fault.NO_RIGHT_TO_SUBSCRIBE,
                    "the broker takes the subscription to " + filter + " and delivers nothing of it");
        }
    }

    private void require(IMqttToken token, Fault fault, String what) throws MqttException, DeniedException {
        try {
            token.waitForCompletion(leftMs());
        } catch (MqttException e) {
            switch (e.getReasonCode()) {
                case NOT_AUTHORISED -> throw new DeniedException(fault, what);
                // a broker that speaks an older MQTT inside, or that has no manners, knows no other way to say no
                case MqttClientException.REASON_CODE_CONNECTION_LOST,
                        MqttClientException.REASON_CODE_CLIENT_NOT_CONNECTED,
                        MqttClientException.REASON_CODE_CLIENT_DISCONNECTING ->
                    throw new DeniedException(fault, what + ": the broker hangs up at the attempt");
                default -> throw e;
            }
        }
        int[] codes = token.getReasonCodes();
        if (codes != null && codes.length > 0 && codes[0] >= FIRST_ERROR_CODE) {
            throw new DeniedException(fault, what + " (0x" + Integer.toHexString(codes[0]) + ")");
        }
    }

    private static void end(MqttAsyncClient client) {
        try {
            client.disconnectForcibly(0, 300, true);
        } catch (MqttException e) {
            // was not connected
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            // closed by the other side
        }
    }

    private static Fault faultOf(MqttException failure) {
        return switch (failure.getReasonCode()) {
            case BAD_USER, NOT_AUTHORISED, CLIENT_BAD_LOGIN, CLIENT_NOT_AUTHORISED -> Fault.BAD_LOGIN;
            default -> failure.getCause() instanceof IOException cause ? faultOf(cause) : Fault.PROTOCOL;
        };
    }

    private static Fault faultOf(IOException failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return switch (failure) {
            case SSLException tls -> faultOf(tls);
            case SocketTimeoutException e -> Fault.NO_ANSWER;
            case NoRouteToHostException e -> Fault.NO_ROUTE;
            case ConnectException e when words.contains("refused") -> Fault.REFUSED;
            default -> {
                if (words.contains("not permitted") || words.contains("permission denied")) {
                    yield Fault.ADDRESS_BLOCKED;
                }
                yield words.contains("unreachable") ? Fault.NO_ROUTE : Fault.PROTOCOL;
            }
        };
    }

    /** The certificate's fault, whatever it is wrapped in; Java checks path, then dates, then name. */
    private static Fault faultOf(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertificateExpiredException e -> {
                    return Fault.EXPIRED_CERTIFICATE;
                }
                case CertificateNotYetValidException e -> {
                    return Fault.CERTIFICATE_NOT_YET_VALID;
                }
                case SocketException e -> {
                    return Fault.NO_TLS;
                }
                case EOFException e -> {
                    return Fault.NO_TLS;
                }
                case CertPathBuilderException e -> {
                    return Fault.WRONG_CA;
                }
                case CertificateException e
                when String.valueOf(e.getMessage()).startsWith("No ") -> {
                    return Fault.WRONG_HOST_NAME;
                }
                default -> {}
            }
        }
        boolean plain = String.valueOf(failure.getMessage()).contains("Unsupported or unrecognized SSL message");
        return plain ? Fault.NO_TLS : Fault.TLS_FAILED;
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            cause = inner;
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
