package dev.rostrum.service.config;

import dev.rostrum.diarization.frontend.array.ArraySettings;
import dev.rostrum.diarization.settings.Key;
import dev.rostrum.service.capture.AudioSettings;
import dev.rostrum.service.indicator.PanelSettings;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.people.PeopleSettings;
import dev.rostrum.service.record.RecordSettings;
import dev.rostrum.service.status.StatusSettings;

/**
 * Everything that a user may set: one section for each part of the daemon.
 *
 * @param unit which unit this is
 * @param audio where the sound comes from
 * @param array from where the microphones hear
 * @param listening how meetings are followed
 * @param mqtt how the building is told
 * @param panel light and button
 * @param log how much is logged
 * @param status the page for people
 * @param people who is known by name
 * @param record what meetings leave
 */
public record DaemonConfig(
        @Key("Which unit this is and where it keeps things.")
        UnitSettings unit,

        @Key("Where the sound comes from.") AudioSettings audio,

        @Key("The array of microphones, for directions. Without it, the unit listens to the first channel in use.")
        ArraySettings array,

        @Key("How meetings are followed.") ListeningSettings listening,
        @Key("How the building is told.") MqttSettings mqtt,
        @Key("The light and the button in the room.") PanelSettings panel,

        @Key("What goes to the log.") LogSettings log,

        @Key("The status page: what the unit hears and how it is, for a browser.")
        StatusSettings status,

        @Key("Enrolled voices. Off unless somebody turns it on.")
        PeopleSettings people,

        @Key("Files of meetings that ended, for whoever needs them without a broker. Off unless somebody turns it on.")
        RecordSettings record) {
    /** What an empty file means. */
    public static DaemonConfig defaults() {
        return new DaemonConfig(
                UnitSettings.defaults(),
                AudioSettings.defaults(),
                ArraySettings.defaults(),
                ListeningSettings.defaults(),
                MqttSettings.defaults(),
                PanelSettings.defaults(),
                LogSettings.defaults(),
                StatusSettings.defaults(),
                PeopleSettings.defaults(),
                RecordSettings.defaults());
    }
}
