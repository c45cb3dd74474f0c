package dev.rostrum.service.mqtt.homeassistant;

import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import dev.rostrum.service.mqtt.payload.Nameplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a house sees of a room, and what it can ask for, each from a topic of the contract. Templates take what people may
 * have written, such as names, as data alone, and put no list of speakers in a state, which holds 255 characters. Plain.
 */
final class RoomEntities {
    private static final double LATENCY_STEP_SECONDS = 0.1;
    private static final double MS_PER_SECOND = 1000;
    /** The largest of the figures whose names are like a pattern; unknown where there are none. */
    private static final String LARGEST = "{%% set all = value_json.figures.items() | selectattr(0, 'match', '%s')"
            + " | map(attribute=1) | list %%}{{ all | max if all else none }}";

    private static final String SPEAKERS = "{% set ns = namespace(all=[]) %}{% for s in value_json.%s %}"
            + "{% set ns.all = ns.all + [%s] %}{% endfor %}{{ {'speakers': ns.all} | tojson }}";
    private static final String WHO = "'speaker': s.speaker, 'name': s.name | default(s.speaker)";

    private final MqttIdentity identity;
    private final MqttTopics topics;

    RoomEntities(MqttIdentity identity) {
        this.identity = identity;
        this.topics = new MqttTopics(identity.unit());
    }

    List<Entity> all() {
        List<Entity> all = new ArrayList<>();
        room(all);
        zones(all);
        events(all);
        controls(all);
        health(all);
        return all;
    }

    private void room(List<Entity> all) {
        all.add(state("speech", "binary_sensor", "Speech", on("value_json.speech"))
                .with("device_class", "sound"));
        all.add(state("overlap", "binary_sensor", "Overlap", on("value_json.overlap"))
                .with("icon", "mdi:account-voice"));
        all.add(Entity.of("meeting", "binary_sensor", "Meeting")
                .with("device_class", "occupancy")
                .from(topics.speakers(), on("value_json.running")));
        all.add(state(
                        "active",
                        "sensor",
                        "Speaking now",
                        "{{ value_json.active | map(attribute='speaker') | join(', ') | default('nobody', true) }}")
                .attributes(topics.state(), listed("active", "{" + WHO + "}")));
        all.add(state("count", "sensor", "Speakers now", "{{ value_json.count }}")
                .with("state_class", "measurement"));
        all.add(Entity.of("speakers", "sensor", "Speakers of the meeting")
                .with("icon", "mdi:account-group")
                .with("state_class", "measurement")
                .from(topics.speakers(), "{{ value_json.speakers | count }}")
                .attributes(topics.speakers(), listed("speakers", "{" + WHO + ", 'share': s.share}")));
        all.add(state("phase", "sensor", "Phase", "{{ value_json.phase }}")
                .with("device_class", "enum")
                .with(
                        "options",
                        Arrays.stream(RoomState.Phase.values())
                                .map(RoomState.Phase::word)
                                .toList()));
        all.add(state("muted", "binary_sensor", "Muted", on("value_json.muted"))
                .with("icon", "mdi:microphone-off")
                .attributes(topics.state(), "{{ {'muted_by': value_json.mutedBy | default('')} | tojson }}"));
        all.add(state("problem", "binary_sensor", "Problem", on("value_json.degraded"))
                .with("device_class", "problem")
                .diagnostic()
                .attributes(topics.state(), "{{ {'reasons': value_json.degraded} | tojson }}"));
    }

    /** A zone's name is of letters, digits, dash and underscore, as the configuration has it. */
    private void zones(List<Entity> all) {
        for (Zone zone : identity.zones()) {
            String there =
                    "value_json.zones | selectattr('zone', 'eq', '" + zone.name() + "') | selectattr('speech') | list";
            all.add(Entity.of("zone-" + zone.name(), "binary_sensor", "Zone " + zone.name())
                    .with("device_class", "occupancy")
                    .from(topics.zones(), on(there)));
        }
    }

    /** What is late happened some time ago: no automation is to take it for now. */
    private void events(List<Entity> all) {
        all.add(Entity.of("turn", "event", "Turn")
                .with("icon", "mdi:account-voice")
                .with("event_types", List.of("turn", "new_speaker"))
                .from(
                        topics.turnStart(),
                        "{% if not value_json.late | default(false) %}{{ {'event_type': 'new_speaker' if"
                                + " value_json.newSpeaker | default(false) else 'turn', 'speaker':"
                                + " value_json.turn.speaker, 'name': value_json.turn.name |"
                                + " default(value_json.turn.speaker)} | tojson }}{% endif %}"));
        all.add(Entity.of("meeting-event", "event", "Meeting begins or ends")
                .with("icon", "mdi:account-group")
                .with("event_types", List.of("started", "ended"))
                .from(
                        topics.meeting(),
                        "{% if value_json.kind in ['started', 'ended'] and not value_json.late | default(false) %}"
                                + "{{ {'event_type': value_json.kind, 'meeting': value_json.meeting} | tojson }}"
                                + "{% endif %}"));
    }

    private void controls(List<Entity> all) {
        all.add(state("mute", "switch", "Mute", on("value_json.muted"))
                .with("command_topic", command("mute"))
                .with("payload_on", "{\"on\":true}")
                .with("payload_off", "{\"on\":false}")
                .with("state_on", "ON")
                .with("state_off", "OFF"));
        all.add(Entity.of("identify", "button", "Identify")
                .with("device_class", "identify")
                .with("command_topic", command("identify"))
                .with("payload_press", "{}")
                .diagnostic());
        all.add(Entity.of("new-meeting", "button", "New meeting")
                .with("command_topic", command("new-meeting"))
                .with("payload_press", "{}"));
        Nameplate.Abilities can = identity.nameplate().abilities();
        all.add(state("latency", "number", "Latency", "{{ value_json.latencySeconds | default(none) }}")
                .with("device_class", "duration")
                .with("unit_of_measurement", "s")
                .with("min", can.shortestLatency().toMillis() / MS_PER_SECOND)
                .with("max", can.longestLatency().toMillis() / MS_PER_SECOND)
                .with("step", LATENCY_STEP_SECONDS)
                .with("mode", "box")
                .with("command_topic", command("set-latency"))
                .with("command_template", "{{ {'seconds': value} | tojson }}")
                .with("entity_category", "config"));
    }

    private void health(List<Entity> all) {
        all.add(figure("level", "Level", LARGEST.formatted("microphone[.][0-9]+[.]level-db$"))
                .with("unit_of_measurement", "dB")
                .offAtFirst());
        all.add(figure("cpu", "Processor", one("process.cpu-percent"))
                .with("unit_of_measurement", "%")
                .offAtFirst());
        all.add(figure("temperature", "Temperature", LARGEST.formatted("temperature[.]"))
                .with("device_class", "temperature")
                .with("unit_of_measurement", "°C")
                .offAtFirst());
        all.add(Entity.of("dropped", "sensor", "Dropped frames")
                .with("state_class", "total_increasing")
                .diagnostic()
                .from(topics.health(), one("audio.dropped-frames")));
        all.add(Entity.of("version", "sensor", "Version")
                .diagnostic()
                .from(topics.info(), "{{ value_json.software }}"));
    }

    private Entity figure(String id, String name, String template) {
        return Entity.of(id, "sensor", name)
                .with("state_class", "measurement")
                .diagnostic()
                .from(topics.health(), template);
    }

    private Entity state(String id, String platform, String name, String template) {
        return Entity.of(id, platform, name).from(topics.state(), template);
    }

    private String command(String name) {
        return topics.commandPrefix() + name;
    }

    private static String on(String condition) {
        return "{{ 'ON' if " + condition + " else 'OFF' }}";
    }

    private static String one(String figure) {
        return "{{ value_json.figures['" + figure + "'] | default(none) }}";
    }

    private static String listed(String field, String speaker) {
        return SPEAKERS.replaceFirst("%s", field).replace("%s", speaker);
    }
}
