package dev.rostrum.service.config;

import dev.rostrum.diarization.settings.Key;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.conductor.PanelController.ButtonRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How meetings are followed.
 *
 * @param latency how long after an instant its label stands
 * @param hop from one window to the next, never above the latency; without it what the network's manifest says
 * @param minSpeakers fewest speakers to expect
 * @param maxSpeakers most speakers to tell apart
 * @param exactSpeakers their number, where it is known
 * @param device what computes the networks
 * @param meetingEndsAfter silence that ends a meeting
 * @param unmute who may undo the button's mute
 * @param networks folder of networks that stand in for packaged ones
 */
public record ListeningSettings(
        @Key(
                value = "How long after an instant its live label must stand. More makes live labels better and later.",
                min = 0.5,
                max = 5)
        Duration latency,

        @Key(
                value = "From one run of the networks to the next. More costs less processor time and makes turns"
                        + " start later; never above latency. Not set: what the network's manifest says, 500ms for the"
                        + " packaged one.",
                min = 0.5,
                max = 5)
        Optional<Duration> hop,

        @Key(value = "Fewest speakers to expect in a meeting: a hint.", min = 1, max = 30, was = "min-talkers")
        int minSpeakers,

        @Key(
                value = "Most speakers to tell apart in a meeting; further voices join the nearest.",
                min = 1,
                max = 30,
                was = "max-talkers")
        int maxSpeakers,

        @Key(
                value = "How many speakers there are, where it is known; overrides the two above.",
                min = 1,
                max = 30,
                was = "exact-talkers")
        Optional<Integer> exactSpeakers,

        @Key("What computes the networks: auto measures processor and GPU where there is one, cpu or gpu forces one.")
        LoadedModels.Device device,

        @Key(
                value = "Silence that ends a meeting; speech after it starts a new one and forgets the voices.",
                min = 10,
                max = 86_400)
        Duration meetingEndsAfter,

        @Key("Who may let the unit listen again after the room's button muted it: button-only, or anybody who may give"
                + " commands.")
        ButtonRules unmute,

        @Key("Folder with manifest.json and weights of a network of your own, instead of the packaged one.")
        Optional<Path> networks) {
    public ListeningSettings {
        hop.filter(wanted -> wanted.compareTo(latency) > 0).ifPresent(wanted -> {
            throw new IllegalArgumentException("hop is " + wanted.toMillis() + "ms and latency " + latency.toMillis()
                    + "ms: hop may not be longer");
        });
        if (minSpeakers > maxSpeakers) {
            throw new IllegalArgumentException("min-speakers is " + minSpeakers + " and max-speakers " + maxSpeakers
                    + ": they contradict each other");
        }
    }

    /** One second late, as often as the network wants, 1 to 20 speakers, 5 minutes of silence, only the button. */
    public static ListeningSettings defaults() {
        return new ListeningSettings(
                Duration.ofSeconds(1),
                Optional.empty(),
                1,
                20,
                Optional.empty(),
                LoadedModels.Device.AUTO,
                Duration.ofMinutes(5),
                ButtonRules.BUTTON_ONLY,
                Optional.empty());
    }
}
