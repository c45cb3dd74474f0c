package dev.rostrum.drivers.gpio;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which line belongs to which Pi4J id: Pi4J's own address is one number, a line needs a chip too. Holds open lines only. */
final class LineBook {
    private final Map<String, LineSpec> byId = new LinkedHashMap<>();
    private int entered;

    /** Enters a line under a new id and returns that id. */
    String enter(LineSpec spec) {
        String id = "line" + ++entered;
        byId.put(id, spec);
        return id;
    }

    /** How many lines were ever entered: what Pi4J takes for the address of the newest. */
    int entered() {
        return entered;
    }

    /** Forgets a line that is closed or was never opened. */
    void strike(String id) {
        byId.remove(id);
    }

    LineSpec line(String id) {
        LineSpec spec = byId.get(id);
        if (spec == null) {
            throw new IllegalArgumentException("id=" + id + " has no line");
        }
        return spec;
    }
}
