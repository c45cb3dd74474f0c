package dev.rostrum.service.event;

/** Takes what happened in the room: MQTT, files, LED, status page. */
@FunctionalInterface
public interface EventSink {
    /** Called on the conductor's thread, in order. Must not block, throw, or call back into the conductor. */
    void onEvent(RoomEvent event);
}
