#!/usr/bin/env python3
"""What open status pages cost a running daemon.

    ./rostrum run --config FILE &   # one that listens, with its status page on PORT
    python3 daemon/bench/page_clients.py --pid PID --port PORT [--clients 10] [--seconds 30]

Opens so many pages' event streams and reads them as a browser does. Processor time is counted by thread: those that
listen, compile and collect are left out, because they differ by more from one half minute to the next than all pages
cost; everything else counts, the conductor among it, who hands the pages what to show. Reported is what the others
took with the pages open, less what they took without, as a share of one core.
"""
import argparse
import glob
import os
import socket
import threading
import time

NOT_THE_PAGES = ("analysis", "revision", "capture", "C1 Compiler", "C2 Compiler", "VM ", "GC ", "G1 ", "Monitor Deflat",
                 "Reference Handl", "Finalizer", "Signal Dispatch", "Common-Cleaner", "tf_", "Notification T",
                 "VM Periodic Tas", "MQTT ", "mqtt", "DestroyJavaVM", "main", "java", "loading")
TICK = os.sysconf("SC_CLK_TCK")


def spent(pid):
    """Processor seconds of each thread that may serve pages, by thread id and name."""
    found = {}
    for file in glob.glob(f"/proc/{pid}/task/*/stat"):
        try:
            text = open(file).read()
        except FileNotFoundError:
            continue
        name = text[text.index("(") + 1:text.rindex(")")]
        fields = text[text.rindex(")") + 2:].split()
        if not name.startswith(NOT_THE_PAGES):
            found[(file.split("/")[4], name)] = (int(fields[11]) + int(fields[12])) / TICK
    return found


def share(pid, seconds):
    before, began = spent(pid), time.monotonic()
    time.sleep(seconds)
    after, took = spent(pid), time.monotonic() - began
    rows = {key: used - before.get(key, 0) for key, used in after.items()}
    return sum(rows.values()) / took, rows


class Page(threading.Thread):
    """One open page: asks for the events and reads whatever comes."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(f"GET /events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        self.bytes = 0

    def run(self):
        while True:
            try:
                got = self.socket.recv(65536)
            except OSError:
                return
            if not got:
                return
            self.bytes += len(got)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=30)
    arguments = parser.parse_args()
    without, _ = share(arguments.pid, arguments.seconds)
    pages = [Page(arguments.port) for _ in range(arguments.clients)]
    for page in pages:
        page.start()
    time.sleep(3)
    read = [page.bytes for page in pages]
    with_pages, rows = share(arguments.pid, arguments.seconds)
    read = [page.bytes - before for page, before in zip(pages, read)]
    for page in pages:
        page.socket.close()
    if min(read) == 0:
        raise SystemExit(f"a page got nothing: {read}")
    for (_, name), used in sorted(rows.items(), key=lambda row: -row[1])[:8]:
        print(f"  {name:16} {100 * used / arguments.seconds:6.2f} %")
    print(f"{arguments.clients} pages, {sum(read) / len(read) / arguments.seconds:.0f} bytes/s each: "
          f"{100 * with_pages:.2f} % of a core with them, {100 * without:.2f} % without, "
          f"{100 * (with_pages - without):.2f} % for all pages together")


if __name__ == "__main__":
    main()
