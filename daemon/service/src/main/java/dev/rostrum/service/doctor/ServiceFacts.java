package dev.rostrum.service.doctor;

import dev.rostrum.service.health.AddressRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What systemd says of the service.
 *
 * @param properties of {@code systemctl show}; none where there is no systemd
 */
record ServiceFacts(Map<String, String> properties) {
    /** The unit's name. */
    static final String UNIT = "rostrumd.service";

    ServiceFacts {
        properties = Map.copyOf(properties);
    }

    /** Asks systemd. */
    static ServiceFacts ask(Commands commands) {
        Map<String, String> properties = new LinkedHashMap<>();
        String shown = commands.output(List.of("systemctl", "show", UNIT, "--no-pager"));
        shown.lines()
                .filter(line -> line.indexOf('=') > 0)
                .forEach(line ->
                        properties.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return new ServiceFacts(properties);
    }

    /** Which addresses it may talk to; all of them where systemd says nothing. */
    AddressRules addressRules() {
        return new AddressRules(words("IPAddressAllow"), words("IPAddressDeny"));
    }

    private List<String> words(String property) {
        String text = properties.getOrDefault(property, "").strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }
}
