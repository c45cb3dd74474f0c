package dev.rostrum.service.mqtt;

import dev.rostrum.service.mqtt.link.MqttSettings;
import java.time.Duration;
import java.util.List;

/** Settings like others but for what a test sets: the one place in the tests that lists them all. */
public final class ChangedSettings {
    private final MqttSettings others;
    private String broker;
    private MqttSettings.Login login;
    private MqttSettings.Tls tls;
    private MqttSettings.Retry retry;
    private MqttSettings.Store outbox;
    private MqttSettings.CommandSettings commands;
    private MqttSettings.Pace pace;
    private MqttSettings.Discovery discovery;
    private List<String> groups;
    private MqttSettings.Qos qos;
    private boolean scalars;
    private Duration occupiedFor;

    private ChangedSettings(MqttSettings others) {
        this.others = others;
        this.broker = others.broker();
        this.login = others.login();
        this.tls = others.tls();
        this.retry = others.retry();
        this.outbox = others.outbox();
        this.commands = others.commands();
        this.pace = others.pace();
        this.discovery = others.discovery();
        this.groups = others.groups();
        this.qos = others.qos();
        this.scalars = others.scalars();
        this.occupiedFor = others.occupiedFor();
    }

    public static ChangedSettings of(MqttSettings others) {
        return new ChangedSettings(others);
    }

    public ChangedSettings broker(String other) {
        broker = other;
        return this;
    }

    public ChangedSettings login(MqttSettings.Login other) {
        login = other;
        return this;
    }

    public ChangedSettings tls(MqttSettings.Tls other) {
        tls = other;
        return this;
    }

    public ChangedSettings retry(MqttSettings.Retry other) {
        retry = other;
        return this;
    }

    public ChangedSettings outbox(MqttSettings.Store other) {
        outbox = other;
        return this;
    }

    public ChangedSettings commands(MqttSettings.CommandSettings other) {
        commands = other;
        return this;
    }

    public ChangedSettings pace(MqttSettings.Pace other) {
        pace = other;
        return this;
    }

    public ChangedSettings discovery(MqttSettings.Discovery other) {
        discovery = other;
        return this;
    }

    public ChangedSettings groups(List<String> other) {
        groups = other;
        return this;
    }

    public ChangedSettings qos(MqttSettings.Qos other) {
        qos = other;
        return this;
    }

    public ChangedSettings scalars(boolean other) {
        scalars = other;
        return this;
    }

    public ChangedSettings occupiedFor(Duration other) {
        occupiedFor = other;
        return this;
    }

    public MqttSettings done() {
        return new MqttSettings(
                broker,
                login,
                tls,
                others.connection(),
                retry,
                outbox,
                commands,
                pace,
                discovery,
                groups,
                qos,
                scalars,
                occupiedFor);
    }
}
