#!/usr/bin/env python3
"""Follows one unit over MQTT and writes who spoke when, as RTTM, after the meetings have ended.

    follow.py [--port 1883] [--snapshot] [--meetings 1] BROKER UNIT > meeting.rttm

An example of a consumer, written from docs/mqtt.md alone; needs paho-mqtt (1.6 or newer). With --snapshot it joins a
meeting that runs: it asks for the turns so far.
"""
import argparse
import json
import sys
import threading

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties


class Meetings:
    """The turns of every meeting, by (boot, meeting) and turn id."""

    def __init__(self):
        self.turns = {}
        self.seen = set()
        self.covered = {}
        self.begun = {}
        self.rate = 16000

    def take(self, topic, message):
        boot, event = message["boot"], message.get("event")
        if event is not None:
            if event <= self.covered.get(boot, 0) or (boot, event) in self.seen:
                return
            self.seen.add((boot, event))
        self.rate = message["rate"]
        turns = self.turns.setdefault((boot, message.get("meeting", 0)), {})
        if "covers" in message:
            self.snapshot(message, boot, turns)
        elif topic.endswith("/correction"):
            for part in self.parts((boot, message["meeting"], message["batch"]), message):
                for change in part["changes"]:
                    if change["op"] == "replace":
                        turns[change["turn"]["id"]] = change["turn"]
                    else:
                        turns.pop(change["id"], None)
        elif "/turn/" in topic:
            turns[message["turn"]["id"]] = message["turn"]

    def snapshot(self, message, boot, turns):
        parts = self.parts((boot, message["reason"], message["covers"]), message)
        if parts:
            turns.clear()
            for part in parts:
                turns.update({turn["id"]: turn for turn in part["turns"]})
            self.covered[boot] = max(self.covered.get(boot, 0), message["covers"])

    def parts(self, key, message):
        """All parts of what the message belongs to, once this is the last; nothing before."""
        if message["part"] == 1:
            self.begun[key] = []
        self.begun.setdefault(key, []).append(message)
        return self.begun.pop(key) if len(self.begun[key]) == message["parts"] else []

    def rttm(self, name):
        """As the unit's own file has it: what overlaps or touches of one speaker is one, positions in exact seconds."""
        spans = []
        for (_, meeting), turns in self.turns.items():
            by_speaker = {}
            for turn in turns.values():
                by_speaker.setdefault(turn["speaker"], []).append((turn["from"], turn["to"]))
            for speaker, own in by_speaker.items():
                label = speaker if meeting < 2 else f"M{meeting}-{speaker}"
                spans += [(start, end, label) for start, end in union(own)]
        nanos = [(start * 10**9 // self.rate, end * 10**9 // self.rate, who) for start, end, who in spans]
        return "".join(
            f"SPEAKER {name} 1 {seconds(start)} {seconds(end - start)} <NA> <NA> {who} <NA> <NA>\n"
            for start, end, who in sorted(nanos))


def union(spans):
    merged = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        elif end > start:
            merged.append([start, end])
    return merged


def seconds(nanos):
    whole, rest = divmod(nanos, 10**9)
    return f"{whole}.{f'{rest:09d}'.rstrip('0'):0<3}"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("broker")
    parser.add_argument("unit")
    parser.add_argument("--port", type=int, default=1883)
    parser.add_argument("--name", default="meeting", help="the recording's name in the RTTM")
    parser.add_argument("--meetings", type=int, default=1, help="how many to follow to their end")
    parser.add_argument("--snapshot", action="store_true", help="ask for the turns so far")
    return parser.parse_args()


def main():
    asked = arguments()
    root = f"rostrum/v1/{asked.unit}/"
    meetings, ended, over = Meetings(), set(), threading.Event()

    def on_connect(client, _userdata, _flags, _reason, _properties=None):
        client.subscribe(root + "#", qos=1)

    def on_subscribe(client, *_):
        print("following", asked.unit, file=sys.stderr, flush=True)
        if asked.snapshot:
            client.publish(root + "cmd/snapshot", "{}", qos=1)

    def on_message(_client, _userdata, received):
        topic = received.topic
        if received.retain or topic.startswith(root + "cmd/") or not received.payload:
            return
        message = json.loads(received.payload)
        if "event" in message or "covers" in message:
            meetings.take(topic, message)
        if topic.endswith("/meeting") and (message["kind"] == "summary" or message.get("reason") == "lost"):
            ended.add((message["boot"], message["meeting"]))
            if len(ended) >= asked.meetings:
                over.set()

    versions = getattr(mqtt, "CallbackAPIVersion", None)
    arguments_of_new = [versions.VERSION2] if versions else []
    client = mqtt.Client(*arguments_of_new, client_id=f"follow-{asked.unit}", protocol=mqtt.MQTTv5)
    client.on_connect, client.on_subscribe, client.on_message = on_connect, on_subscribe, on_message
    keep = Properties(PacketTypes.CONNECT)
    keep.SessionExpiryInterval = 3600
    client.reconnect_delay_set(1, 5)
    client.connect(asked.broker, asked.port, clean_start=mqtt.MQTT_CLEAN_START_FIRST_ONLY, properties=keep)
    client.loop_start()
    over.wait()
    client.loop_stop()
    sys.stdout.write(meetings.rttm(asked.name))


if __name__ == "__main__":
    main()
