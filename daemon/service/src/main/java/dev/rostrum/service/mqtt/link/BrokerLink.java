package dev.rostrum.service.mqtt.link;

import dev.rostrum.service.mqtt.payload.Message;
import java.util.Optional;

/**
 * One connection to a broker, from its attempt to its end; never used again after that. Everything here returns at once;
 * what comes of it arrives as a {@link LinkEvent}. Called by the MQTT thread only.
 */
public interface BrokerLink {
    /**
     * Hands over one message.
     *
     * @param handle comes back in {@link LinkEvent.Delivered} or {@link LinkEvent.Refused}
     */
    void publish(long handle, Message message);

    /** Asks for everything below a topic filter. */
    void subscribe(String filter);

    /** Ends the connection with a goodbye, so that the broker does not send the last will. */
    void close();

    /** Drops the connection, or the attempt, without a word. */
    void abandon();

    /** Opens connections. */
    @FunctionalInterface
    interface Opener {
        /**
         * Starts an attempt.
         *
         * @param will what the broker says when the unit vanishes; none for a connection that only looks
         * @param events told from any thread; must only enqueue
         */
        BrokerLink open(Optional<Message> will, Listener events);
    }

    /** Takes what happens on a link. */
    @FunctionalInterface
    interface Listener {
        /** Enqueues and returns; never calls back into the link. */
        void onLinkEvent(LinkEvent event);
    }
}
