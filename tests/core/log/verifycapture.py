#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Eventscope authors
# SPDX-License-Identifier: Apache-2.0
"""Verifies the seals of a capture with nothing but core/log/FORMAT.md and Python's standard library.

usage: verifycapture.py FILE    prints HASH:NUMBER of the newest seal and ends with 0, or what is wrong and ends with 1
"""
import hashlib
import sqlite3
import struct
import sys


def number(value):
    return struct.pack("<q", value)


def text(value):
    data = value if isinstance(value, bytes) else value.encode()
    return struct.pack("<I", len(data)) + data


def optional(value):
    return b"\xff\xff\xff\xff" if value is None else text(value)


class Capture:
    def __init__(self, file):
        self.database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self.database.text_factory = bytes
        self.version = self.one("PRAGMA user_version")[0]
        self.names = {(kind, code): name for kind, code, name in self.all("SELECT kind, code, text FROM names")}
        self.sealed_as_2_from = (
            self.one("SELECT value FROM meta WHERE key = 'sealed_as_2_from'")[0] if self.version > 1 else 1 << 62
        )
        self.refusals_from = self.one("SELECT refusals_from FROM ledger")[0] if self.version > 1 else 1
        self.segments = self.all("SELECT number, first FROM segments ORDER BY number")
        self.head = {}  # newest head that a seal has covered, by segment

    def all(self, sql, *values):
        return self.database.execute(sql, values).fetchall()

    def one(self, sql, *values):
        return self.database.execute(sql, values).fetchone()

    def name(self, cell, kind):
        return optional(self.names[kind, cell] if isinstance(cell, int) else cell)

    def seals(self):
        columns = "number, first, last, first_refusal, last_refusal, hash"
        if self.version == 1:
            return self.all(f"SELECT {columns}, NULL FROM seals ORDER BY number")
        return [
            seal
            for segment, _ in self.segments
            for seal in self.all(f"SELECT {columns}, refusals_hash FROM seals_{segment} ORDER BY number")
        ]

    def events(self, first, last, is_of_2):
        segment = max(number for number, begin in self.segments if begin <= first)
        findings = "findings" if self.version > 1 else "0"
        rows = self.all(
            f"""SELECT sequence, received, time, time_text, id, type, source, subject, datacontenttype, connection,
                dataschema, extensions, shape, head, data_offset, data_length, data_size, text, {findings}
                FROM segment_{segment} WHERE sequence BETWEEN ? AND ? ORDER BY sequence""",
            first,
            last,
        )
        if [row[0] for row in rows] != list(range(first, last + 1)):
            raise ValueError(f"events {first} to {last} are not all there")
        for row in rows:
            head = row[13] or 0
            if head > self.head.get(segment, 0):
                remote, local, target, content = self.one(
                    f"SELECT remote, local, target, head FROM heads_{segment} WHERE number = ?", head
                )
                self.head[segment] = head
                yield b"H" + number(head) + text(remote) + text(local) + text(target) + text(content)
            yield (
                b"E" + number(row[0]) + number(row[1]) + number(-(1 << 63) if row[2] is None else row[2])
                + optional(row[3]) + text(row[4])
                + b"".join(self.name(row[4 + kind], kind) for kind in range(1, 6))
                + optional(row[10]) + optional(row[11]) + number(row[12]) + number(head)
                + number(row[14]) + number(row[15]) + number(row[16]) + text(row[17])
                + (number(row[18]) if is_of_2 else b"")
            )

    def evictions(self, seal):
        for row in self.all(
            """SELECT number, evicted, reason, first, last, bytes, refusals_to, cut_seal, cut_refusal, cut_hash
               FROM eviction_rows WHERE seal = ? ORDER BY number""",
            seal,
        ):
            yield b"V" + b"".join(number(value) for value in row[:9]) + row[9]

    def refusals(self, first, last):
        rows = self.all(
            """SELECT number, after, received, status, rule, title, detail, fix, reference, part, place, place_offset,
               place_length, connection, remote, local, cut, body_bytes, evidence_sha256, head, body
               FROM refusal_rows WHERE number BETWEEN ? AND ? ORDER BY number""",
            first,
            last,
        )
        if [row[0] for row in rows] != list(range(first, last + 1)):
            raise ValueError(f"refusals {first} to {last} are not all there")
        for row in rows:
            if row[19] is not None:
                evidence = hashlib.sha256(number(len(row[19])) + row[19] + row[20]).digest()
                if evidence != row[18]:
                    raise ValueError(f"head or body of refusal {row[0]} was changed")
            yield (
                b"R" + b"".join(number(value) for value in row[:4]) + b"".join(text(value) for value in row[4:9])
                + bytes([row[9]]) + text(row[10]) + bytes([row[11] is not None])
                + number(row[11] or 0) + number(row[12] or 0) + b"".join(text(value) for value in row[13:16])
                + bytes([row[16]]) + number(row[17]) + row[18]
            )

    def verify(self):
        before = self.one("SELECT value FROM meta WHERE key = 'head_before'")  # of a file of a ring: HASH:N
        previous, newest, last_event = bytes.fromhex(before[0][:64].decode()) if before else bytes(32), 0, 0
        cut = self.version > 1 and self.one(
            "SELECT cut_hash, cut_seal, last FROM eviction_rows ORDER BY number DESC LIMIT 1"
        )
        if cut:
            previous, newest, last_event = cut
        for seal, first, last, first_refusal, last_refusal, stored, refusals_hash in self.seals():
            if seal != newest + 1:
                raise ValueError(f"seal {newest + 1} is missing")
            is_of_2 = seal >= self.sealed_as_2_from
            sha = hashlib.sha256(previous + number(seal))
            if first is not None:
                if first != last_event + 1:
                    raise ValueError(f"seal {seal}: its events do not follow those of the seal before")
                for entry in self.events(first, last, is_of_2):
                    sha.update(entry)
                last_event = last
            if self.version > 1:
                for entry in self.evictions(seal):
                    sha.update(entry)
            if first_refusal is not None:
                if not is_of_2:
                    for entry in self.refusals(first_refusal, last_refusal):
                        sha.update(entry)
                elif first_refusal < self.refusals_from:
                    sha.update(refusals_hash)
                else:
                    computed = hashlib.sha256(b"".join(self.refusals(first_refusal, last_refusal))).digest()
                    sha.update(computed)
            previous, newest = sha.digest(), seal
            if previous != stored:
                raise ValueError(f"seal {seal} does not hold: events {first} to {last}")
        if (last_event,) != self.one("SELECT kept + evicted FROM ledger"):
            raise ValueError("the ledger counts other events than the seals cover")
        return f"{previous.hex()}:{newest}"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(Capture(sys.argv[1]).verify())
    except (ValueError, TypeError, KeyError, sqlite3.Error) as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
