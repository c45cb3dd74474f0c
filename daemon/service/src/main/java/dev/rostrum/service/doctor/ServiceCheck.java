package dev.rostrum.service.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service as its manager sees it, and the groups of its user. */
final class ServiceCheck implements Check {
    private static final List<String> GROUPS = List.of("audio", "gpio", "spi");

    private final ServiceFacts facts;
    private final List<String> groupFile;

    /** @param groupFile lines of {@code /etc/group} */
    ServiceCheck(ServiceFacts facts, List<String> groupFile) {
        this.facts = facts;
        this.groupFile = List.copyOf(groupFile);
    }

    @Override
    public String part() {
        return "service";
    }

    @Override
    public List<Finding> look() {
        Map<String, String> properties = facts.properties();
        if (!properties.getOrDefault("LoadState", "").equals("loaded")) {
            return List.of(Finding.doubtful(
                    part(),
                    "no-service",
                    ServiceFacts.UNIT + " is not installed here",
                    "install the package, or ignore this on a developer's machine"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(state(properties));
        String user = properties.getOrDefault("User", "");
        for (String group : GROUPS) {
            boolean member = user.isEmpty()
                    || user.equals("root")
                    || properties.getOrDefault("SupplementaryGroups", "").contains(group)
                    || members(group).contains(user);
            if (!exists(group) || !member) {
                findings.add(Finding.failed(
                        part(),
                        "group-missing",
                        exists(group) ? "user " + user + " is not in group " + group : "there is no group " + group,
                        exists(group) ? "usermod -aG " + group + " " + user : "systemd-sysusers makes it"));
            }
        }
        return findings;
    }

    private Finding state(Map<String, String> properties) {
        String state = properties.getOrDefault("ActiveState", "unknown");
        String restarts = properties.getOrDefault("NRestarts", "0");
        if (!state.equals("active")) {
            return Finding.failed(
                    part(),
                    "not-running",
                    "it is " + state + ", result " + properties.getOrDefault("Result", "unknown"),
                    "journalctl -u " + ServiceFacts.UNIT + " -n 50 says why; systemctl start " + ServiceFacts.UNIT);
        }
        return restarts.equals("0")
                ? Finding.fine(part(), "active")
                : Finding.doubtful(
                        part(),
                        "restarted",
                        "active, and was started again " + restarts + " times",
                        "journalctl -u " + ServiceFacts.UNIT + " says why");
    }

    private boolean exists(String group) {
        return groupFile.stream().anyMatch(line -> line.startsWith(group + ":"));
    }

    private List<String> members(String group) {
        return groupFile.stream()
                .filter(line -> line.startsWith(group + ":"))
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length == 4)
                .flatMap(fields -> List.of(fields[3].split(",", -1)).stream())
                .toList();
    }
}
