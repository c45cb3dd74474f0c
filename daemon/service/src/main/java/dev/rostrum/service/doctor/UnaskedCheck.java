package dev.rostrum.service.doctor;

import java.util.List;

/** A daemon that is there and could not be asked: its devices are left alone. */
final class UnaskedCheck implements Check {
    private final String reason;

    /** @param reason why it could not be asked, and what would help */
    UnaskedCheck(String reason) {
        this.reason = reason;
    }

    @Override
    public String part() {
        return "daemon";
    }

    @Override
    public List<Finding> look() {
        return List.of(
                Finding.doubtful(part(), "not-asked", reason, "ask with sudo, or start it again if it is stuck"));
    }
}
