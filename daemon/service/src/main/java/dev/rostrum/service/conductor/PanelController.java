package dev.rostrum.service.conductor;

import dev.rostrum.service.health.MuteStore;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.Indicator;
import java.time.Duration;

/**
 * What the person in the room touches and sees, and what is remembered of it.
 *
 * @param indicator the light
 * @param button the button
 * @param muteStore remembers mute across restarts
 * @param buttonRules who may undo the button's mute
 * @param identifyFor how long the light blinks on request
 */
public record PanelController(
        Indicator indicator, ButtonReader button, MuteStore muteStore, ButtonRules buttonRules, Duration identifyFor) {
    /** Who may undo a mute by the room's button. */
    public enum ButtonRules {
        /** Only the button. */
        BUTTON_ONLY,
        /** Anybody who may give commands. */
        ANYBODY
    }
}
