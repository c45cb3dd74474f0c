package dev.rostrum.service.composition;

import dev.rostrum.service.agent.Bell;
import dev.rostrum.service.conductor.PanelController;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The room's side.
 *
 * @param desk light, button and what they mean
 * @param bell wakes the conductor; the button rings it, too
 * @param service takes lines for the service manager
 * @param watchdog how often the service manager wants to hear; zero: never
 */
public record RoomContext(PanelController desk, Bell bell, Consumer<String> service, Duration watchdog) {}
