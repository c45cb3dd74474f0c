package dev.rostrum.service.doctor;

import dev.rostrum.service.health.AddressRules;
import dev.rostrum.service.mqtt.link.BrokerProbe;
import dev.rostrum.service.mqtt.link.BrokerProbe.Fault;
import dev.rostrum.service.mqtt.link.BrokerProbe.Outcome;
import dev.rostrum.service.mqtt.link.MqttSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The way to the broker, and whether the unit's sandbox lets it go there. */
final class BrokerCheck implements Check {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MqttSettings settings;
    private final String unit;
    private final AddressRules rules;

    /** @param rules of the service, which the person who asks is not bound by */
    BrokerCheck(MqttSettings settings, String unit, AddressRules rules) {
        this.settings = settings;
        this.unit = unit;
        this.rules = rules;
    }

    @Override
    public String part() {
        return "broker";
    }

    @Override
    public List<Finding> look() {
        Outcome outcome = new BrokerProbe(settings, unit, PATIENCE).walk();
        List<Finding> findings = new ArrayList<>();
        String detail = settings.broker() + ": " + outcome.detail();
        if (outcome.fault() == Fault.NONE) {
            findings.add(Finding.fine(part(), detail));
        } else {
            findings.add(Finding.failed(part(), outcome.fault().word(), detail, remedy(outcome.fault())));
        }
        if (outcome.fault() != Fault.ADDRESS_BLOCKED) {
            List<InetAddress> blocked = outcome.addresses().stream()
                    .filter(address -> !rules.allows(address))
                    .toList();
            if (!blocked.isEmpty() && blocked.size() == outcome.addresses().size()) {
                findings.add(Finding.failed(
                        part(),
                        Fault.ADDRESS_BLOCKED.word(),
                        "the service may not talk to " + blocked.getFirst().getHostAddress()
                                + ": IPAddressDeny of its unit",
                        remedy(Fault.ADDRESS_BLOCKED)));
            }
        }
        return findings;
    }

    private static String remedy(Fault fault) {
        return switch (fault) {
            case NONE -> "";
            case UNREADABLE_FILE -> "correct mqtt.tls or mqtt.login, or let group rostrum read the file";
            case UNKNOWN_HOST -> "correct the host in mqtt.broker, or the name server in /etc/resolv.conf";
            case REFUSED -> "start the broker, or correct the port in mqtt.broker";
            case NO_ANSWER -> "look whether a firewall drops packets to the broker, and whether it is switched on";
            case NO_ROUTE -> "look whether this unit's network cable and address are right (ip route get)";
            case ADDRESS_BLOCKED -> "allow it: IPAddressAllow= in the unit (the drop-in public-broker.conf)";
            case NO_TLS -> "the broker speaks no TLS at this port: use mqtt://, or its TLS port";
            case WRONG_CA -> "set mqtt.tls.ca-file to the authority that signed the broker's certificate";
            case EXPIRED_CERTIFICATE -> "renew the broker's certificate; if it is new, set this unit's clock";
            case CERTIFICATE_NOT_YET_VALID -> "set this unit's clock; the certificate begins in its future";
            case WRONG_HOST_NAME -> "use in mqtt.broker the name that stands in the certificate";
            case TLS_FAILED -> "look into the broker's log; it may want a certificate of this unit";
            case BAD_LOGIN -> "correct mqtt.login, or let the broker know this user";
            case NO_RIGHT_TO_PUBLISH -> "let this user write rostrum/v1/<unit>/# in the broker's access rules";
            case NO_RIGHT_TO_SUBSCRIBE -> "let this user read rostrum/v1/<unit>/cmd/# in the broker's access rules";
            case PROTOCOL -> "look into the broker's log; does it speak MQTT 5 at this port?";
        };
    }
}
