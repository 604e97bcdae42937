#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Eventscope authors
# SPDX-License-Identifier: Apache-2.0
"""seeds.py FOLDER: writes what each fuzz target starts from, one file an input, into FOLDER/TARGET/.

Most of it is cut out of tests/data/conformance (see the README there for where that is from); the rest, where there is
no such data, stands at the end of this file. The name of a file is a hash of its bytes: the same seeds, the same files.
"""
import base64
import hashlib
import json
import pathlib
import re
import sys
import textwrap

CONFORMANCE = pathlib.Path(__file__).resolve().parent.parent / "data" / "conformance"
LONGEST = 4096  # what fuzz.sh lets inputs grow to


class Seeds:
    def __init__(self, folder):
        self.folder = folder
        self.counts = {}

    def add(self, target, content):
        data = content.encode() if isinstance(content, str) else content
        if len(data) > LONGEST:
            return
        folder = self.folder / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
        self.counts[target] = self.counts.get(target, 0) + 1


def http_request(headers, body, method="POST", path="/"):
    head = f"{method} {path} HTTP/1.1\r\n"
    names = {name.lower() for name, _ in headers}
    extra = [] if "host" in names else [("Host", "localhost")]
    if "content-length" not in names:
        extra.append(("Content-Length", str(len(body))))
    for name, value in [*extra, *headers]:
        head += f"{name}: {value}\r\n"
    return head.encode() + b"\r\n" + body


def add_request(seeds, headers, body, **more):
    request = http_request(headers, body, **more)
    seeds.add("httprequest", request)
    seeds.add("httpmessage", request)


def add_vectors(seeds):
    vectors = json.loads((CONFORMANCE / "http-vectors.json").read_text())["vectors"]
    for vector in vectors:
        body = base64.b64decode(vector.get("body_base64", ""))
        headers = vector["headers"]
        add_request(seeds, headers, body, method=vector["method"], path=vector["path"])
        for name, value in headers:
            if name.lower().startswith("ce-"):
                seeds.add("headervalue", value)
                seeds.add("attributetext", value)
            if name.lower() == "content-type":
                seeds.add("attributetext", value)
            if name.lower() == "ce-time":
                seeds.add("timestamp", value)
        if body[:1] == b"{":
            seeds.add("jsonevent", body)
            seeds.add("jsonbatch", b"[" + body + b"]")
        elif body[:1] == b"[":
            seeds.add("jsonbatch", body)


def add_features(seeds):
    text = (CONFORMANCE / "cloudevents-conformance/features/http-protocol-binding.feature").read_text()
    for block in re.findall(r'"""\n(.*?)"""', text, re.S):
        block = textwrap.dedent(block)
        head, _, body = block.partition("\n\n")
        lines = head.split("\n")
        if "HTTP/1.1" not in lines[0]:
            continue
        fields = [tuple(line.split(": ", 1)) for line in lines[1:] if ": " in line]
        fields = [(name, value) for name, value in fields if name != "Content-Length"]
        add_request(seeds, fields, body.strip().encode())


def add_formats(seeds):
    folder = CONFORMANCE / "cloudevents-conformance/format/json"
    for test in json.loads((folder / "valid-events.json").read_text())["tests"]:
        seeds.add("jsonevent", json.dumps(test["event"], ensure_ascii=False))
        if "time" in test["event"] and test["event"]["time"]:
            seeds.add("timestamp", test["event"]["time"])
    for name in ("valid-batches.json", "invalid-batches.json"):
        for test in json.loads((folder / name).read_text())["tests"]:
            seeds.add("jsonbatch", json.dumps(test["batch"], ensure_ascii=False))
    for example in sorted((CONFORMANCE / "schemas/json-format-examples").glob("*.json")):
        content = example.read_bytes()
        seeds.add("jsonbatch" if content.lstrip()[:1] == b"[" else "jsonevent", content)


def add_own(seeds):
    """Where the conformance data has nothing: shapes that take another way through the code."""
    add_request(seeds, [("Transfer-Encoding", "chunked")], b"3;a=b\r\nabc\r\n0\r\nT: r\r\n\r\n")
    seeds.add("httprequest", b"\r\nPUT /c?d=e HTTP/1.0\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n\r\n")
    seeds.add("httprequest", b"GET http://h/p HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: [::1]:8\r\n\r\n")
    seeds.add("httprequest", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nA: b\r\n c\r\n\r\nhi")
    version = [("ce-specversion", "0.3"), ("ce-id", "1"), ("ce-source", ""), ("ce-type", "t")]
    add_request(seeds, [*version, ("ce-map-a", "1"), ("ce-map-b", "%C3%A9"), ("ce-schemaurl", "/x")], b"")
    add_request(seeds, [*version, ("ce-datacontentencoding", "base64"), ("Content-Type", "text/plain")], b"aGk=")
    add_request(seeds, [*version, ("Content-Type", "application/json-seq;charset=utf-8")], b'"a"')
    add_request(seeds, [("Content-Type", "application/json")], b'{"specversion":"1.0","id":"1","source":"/","type":"t"}')
    for answer in (
        "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: r\r\n\r\n",
        "HTTP/1.0 503 Service Unavailable\r\n\r\nuntil the end",
        "HTTP/1.1 429 Too Many\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
    ):
        seeds.add("httpanswer", answer)
    event = '"specversion":"%s","id":"1","source":"/s","type":"t"'
    for version, members in (
        ("1.0", '"data":"\\ud83d\\ude00"'),
        ("1.0", '"datacontenttype":"text/plain","data":"a\\u000ab"'),
        ("1.0", '"datacontenttype":"application/xml; charset=\\"utf-8\\"","data":"<a\\/>"'),
        ("1.0", '"datacontenttype":"text/plain ","data":"x"'),
        ("1.0", '"datacontenttype":"application/cloudevents+json","data":{}'),
        ("1.0", '"data_base64":"aG\\u006b=","flag":true,"count":-42,"time":"2026-11-23t13:36:40.5z"'),
        ("1.0", '"subject":" \\u00e9%","data":1e400,"nul":null'),
        ("0.3", '"datacontentencoding":"Base64","data":"aGk=","map":{"a":[1, {"b":null}]}'),
        ("0.3", '"datacontenttype":"application/json-seq","data":[1 ,\n2],"schemaurl":"x"'),
    ):
        seeds.add("jsonevent", "{" + event % version + "," + members + "}")
        seeds.add("jsonbatch", "[{" + event % version + "," + members + "} , {" + event % version + "}]")
    for text in ("1985-04-12T23:20:50.52Z", "1996-12-19T16:39:57-08:00", "1990-12-31T15:59:60-08:00",
                 "1937-01-01T12:00:27.87+00:20", "2000-02-29T00:00:00z", "0000-01-01T00:00:00+01:00",
                 "9999-12-31T23:59:60Z", "2026-11-23T13:36:40.123456789-23:59", "1900-02-29T00:00:00Z"):
        seeds.add("timestamp", text)
    for text in ("", "a%20b", 'a "b \\"c" d', "%E2%82%AC", "100%25", "\u20ac", '"open', "%zz", "%C0%A0", " x\t"):
        seeds.add("headervalue", text)
    for text in ("https://u@h.example:80/a;b=c/../d?e=f#g", "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "//[::1]/",
                 "1-555-123-4567", "#x", "../a", "mailto:a@b", "a:b:c", "text/plain; charset=\"utf-8\"; a=b;",
                 "application/cloudevents+json", "2147483647", "-2147483649", "-0", "true", "aGVsbG8=", "aGk", "a1", "data",
                 "\ufdd0", "\x85"):
        seeds.add("attributetext", text)


def main():
    seeds = Seeds(pathlib.Path(sys.argv[1]))
    add_vectors(seeds)
    add_features(seeds)
    add_formats(seeds)
    add_own(seeds)
    for target, count in sorted(seeds.counts.items()):
        print(f"{target}: {count} seeds")


main()
