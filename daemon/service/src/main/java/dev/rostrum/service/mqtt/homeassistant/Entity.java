package dev.rostrum.service.mqtt.homeassistant;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entity of the device, as a component of the announcement. Immutable.
 *
 * @param id names it within the device, for good: whoever changes it takes people's automations away
 * @param platform such as {@code sensor}
 * @param fields what else Home Assistant is told of it: texts, numbers, switches and lists of texts
 */
record Entity(String id, String platform, Map<String, Object> fields) {
    /** One with a name, for people. */
    static Entity of(String id, String platform, String name) {
        return new Entity(id, platform, Map.of()).with("name", name);
    }

    /** The same with one more field. */
    Entity with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Entity(id, platform, more);
    }

    /** The same that says what a template makes of a topic's message. */
    Entity from(String topic, String template) {
        return with("state_topic", topic).with("value_template", template);
    }

    /** The same with attributes: a template that makes a JSON object of the same topic's message. */
    Entity attributes(String topic, String template) {
        return with("json_attributes_topic", topic).with("json_attributes_template", template);
    }

    /** The same as one of those that show how the device is. */
    Entity diagnostic() {
        return with("entity_category", "diagnostic");
    }

    /** The same, there only for who wants it: it says something else so often that it would fill the house's database. */
    Entity offAtFirst() {
        return with("enabled_by_default", false);
    }

    /** What the announcement says of it, as an entity of this device. */
    Map<String, Object> component(String device) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("platform", platform);
        component.put("unique_id", device + "-" + id);
        component.putAll(fields);
        return component;
    }
}
