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


def add_expressions(seeds):
    suites = json.loads((CONFORMANCE / "cesql-tck/tck.json").read_text())["suites"]
    cases = [case for suite in suites for case in suite["tests"]]
    cases += json.loads((CONFORMANCE / "cesql-differential.json").read_text())["cases"]
    for case in cases:
        seeds.add("cesql", case["expression"])


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def proto_bytes(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def proto_event(event):
    """A message CloudEvent from what the JSON of Protocol Buffers says; times are all the same second."""
    fields = (("id", 1), ("source", 2), ("specVersion", 3), ("type", 4))
    out = b"".join(proto_bytes(field, event[name]) for name, field in fields if name in event)
    for name, value in event.get("attributes", {}).items():
        kinds = {"ceString": 3, "ceBytes": 4, "ceUri": 5, "ceUriRef": 6}
        message = b""
        for kind, content in value.items():
            if kind == "ceTimestamp":
                message += proto_bytes(7, b"\x08" + varint(1522949460) + b"\x10\x05")
            elif kind in kinds:
                message += proto_bytes(kinds[kind], content)
            else:
                message += varint({"ceBoolean": 1, "ceInteger": 2}[kind] << 3) + varint(int(content))
        out += proto_bytes(5, proto_bytes(1, name) + proto_bytes(2, message))
    return out + (proto_bytes(7, event["text_data"]) if "text_data" in event else b"")


def avro_long(value):
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def avro_text(content):
    content = content.encode() if isinstance(content, str) else content
    return avro_long(len(content)) + content


def add_other_formats(seeds):
    folder = CONFORMANCE / "cloudevents-conformance/format"
    for file in sorted((folder / "protobuf").glob("*.json")):
        for test in json.loads(file.read_text())["tests"]:
            for word in ("valid", "invalid"):
                if word + "Single" in test:
                    event = proto_event(test[word + "Single"])
                    seeds.add("protobufevent", event)
                    seeds.add("protobufevent", event + proto_bytes(6, b"\0\xff"))
                    seeds.add("protobufevent", event + proto_bytes(8, proto_bytes(1, "t/M") + proto_bytes(2, b"\x08\x01")))
                if word + "Batch" in test:
                    seeds.add("protobufevent",
                              b"".join(proto_bytes(1, proto_event(event)) for event in test[word + "Batch"]["events"]))
    spaces = ' xmlns:ce="http://cloudevents.io/xmlformat/V1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    for file in sorted((folder / "xml").glob("*.xml")):
        for test in file.read_text("utf-8-sig").split("<test id=")[1:]:
            content = test[test.index(">") + 1:test.rindex("</test>")].strip()
            name = re.match(r"<[\w:]+", content)
            seeds.add("xmlevent", content[:name.end()] + spaces + content[name.end():])
    event = '<event xmlns="http://cloudevents.io/xmlformat/V1"' + spaces + ' specversion="1.0"><id>1</id><source>/s</source><type>t</type>%s</event>'
    for rest in ('<data xsi:type="xs:any"><a b="&lt;"><!-- c --></a></data>', '<data xsi:type="xs:base64Binary"> AP8= </data>',
                 '<data xsi:type="xs:string"><![CDATA[<a>]]>&#65;\r\n</data>', '<data xmlns:p="urn:p" xsi:type="xs:any"><p:a/></data>'):
        seeds.add("xmlevent", '<?xml version="1.0" encoding="UTF-8"?>' + event % rest)
        seeds.add("xmlevent", '<batch xmlns="http://cloudevents.io/xmlformat/V1">' + event % rest + "</batch>")
    attributes = b"".join(avro_text(name) + avro_long(3) + avro_text(value) for name, value in
                          (("specversion", "1.0"), ("id", "1"), ("source", "/s"), ("type", "t")))
    more = avro_text("b") + avro_long(1) + b"\1" + avro_text("n") + avro_long(2) + avro_long(-7) + avro_text("y") + avro_long(4) + avro_text("abc")
    record = avro_long(1) + avro_text("k") + avro_long(4) + b"\0" * 6 + b"\xf8\x3f" + avro_long(0)
    for data in (avro_long(0) + avro_text(b"\0\xff"), avro_long(1), avro_long(2) + b"\1", avro_long(5) + b"\0" * 6 + b"\xf8\x3f",
                 avro_long(6) + avro_text("\u00e9"), avro_long(4) + avro_long(2) + record + record + avro_long(0),
                 avro_long(3) + avro_long(2) + avro_text("a") + avro_long(2) + record + avro_text("s") + avro_long(4) + avro_text("x") + avro_long(0)):
        seeds.add("avroevent", avro_long(4) + attributes + avro_long(0) + data)
        seeds.add("avroevent", avro_long(-4) + avro_long(len(attributes)) + attributes + avro_long(3) + more + avro_long(0) + data)


def ws_frame(first, payload, masked=True):
    data = payload.encode() if isinstance(payload, str) else payload
    bit = 0x80 if masked else 0
    size = len(data)
    if size < 126:
        head = bytes([first, bit | size])
    elif size < 65536:
        head = bytes([first, bit | 126]) + size.to_bytes(2, "big")
    else:
        head = bytes([first, bit | 127]) + size.to_bytes(8, "big")
    mask = b"\x37\xfa\x21\x3d"
    return head + (mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data)) if masked else data)


def add_streams(seeds):
    event = '{"specversion":"1.0","id":"1","source":"/s","type":"t"}'
    text, binary, begun, more, last = 0x81, 0x82, 0x01, 0x00, 0x80
    close, ping, pong = 0x88, 0x89, 0x8A
    for frames in (
        ws_frame(text, event), ws_frame(text, ""), ws_frame(binary, b"\0\xff"), ws_frame(text, "x" * 126),
        ws_frame(begun, event[:9]) + ws_frame(ping, "p") + ws_frame(more, "") + ws_frame(last, event[9:]),
        ws_frame(begun, b"\xc3") + ws_frame(last, b"\xa4") + ws_frame(pong, "x" * 125),
        ws_frame(text, event) + ws_frame(binary, "b") + ws_frame(close, b"\x03\xe8bye"), ws_frame(close, ""),
        ws_frame(close, b"\x03\xed"), ws_frame(close, b"\x03"), ws_frame(text, event, masked=False),
        ws_frame(0xC1, event), ws_frame(0x83, event), ws_frame(ping, "x" * 126), ws_frame(last, "x"),
        ws_frame(begun, "x") + ws_frame(text, "y"), ws_frame(text, b"\xff"), b"\x81\xfe\x00\x05mask", b"\x81\xff" + b"\xff" * 12,
    ):
        seeds.add("websocketframe", frames)
    upgrade = [("Upgrade", "websocket"), ("Connection", "keep-alive, Upgrade"), ("Sec-WebSocket-Version", "13"),
               ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")]
    for offered in (None, "cloudevents.json", "cloudevents.proto, cloudevents.avro,cloudevents.json", "soap,, wamp"):
        more_headers = [("Sec-WebSocket-Protocol", offered)] if offered else []
        seeds.add("streamrequest", http_request([*upgrade, *more_headers], b"", method="GET", path="/ws?after=0"))
    for path, headers in (("/ws", upgrade[:2]), ("/ws", upgrade[:3]), ("/ws", [*upgrade[:2], ("Sec-WebSocket-Version", "8")]),
                          ("/events?after=5", [("Accept", "text/event-stream"), ("Last-Event-ID", "40")]),
                          ("/events", [("Accept", "text/html, */*"), ("Last-Event-ID", "x")]),
                          ("/v1/events?after=0&limit=10&wait=500ms", []), ("/v1/events?limit=1001", []), ("/v1/events?wait=61s", []),
                          ("/v1/events?after=9223372036854775808&&%61=b&after=1", []), ("/v1/events?where=x&access_token=y#z", []),
                          ("/v1/events?where=type+LIKE+%27a%25%27%20AND%20DATA('/%C3%A9')%20=%201&wait=5", []), ("/v1/events?where=%27%C3%A9%27+==%201", [])):
        seeds.add("streamrequest", http_request(headers, b"", method="GET", path=path))


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
    add_streams(seeds)
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
    for pointer, text in (
        ("", "12"), ("/foo/0", '{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"i\\\\j":5,"k\\"l":6," ":7,"m~n":8}'),
        ("/m~0n/~1/-", '{"m~n":{"/":[]}}'), ("/x/inputs/*/value", '{"x":{"inputs":[{"value":1},{"value":0.5e-3},{}]}}'),
        ("/*/*", '[ [1e999999999, -0.0], {"a":1,"a":{"\\u0061":[123456789012345678901234567890]}} ]'),
        ("/a~", "[]"), ("/0/1", '[["]}\\\\", true], null'), ("/\u00e9", '{"\\u00e9\\ud83d\\ude00":"\\\\\\"","\u00e9":false}'),
    ):
        seeds.add("jsonpointer", pointer + "\n" + text)
    for text in ("1985-04-12T23:20:50.52Z", "1996-12-19T16:39:57-08:00", "1990-12-31T15:59:60-08:00",
                 "1937-01-01T12:00:27.87+00:20", "2000-02-29T00:00:00z", "0000-01-01T00:00:00+01:00",
                 "9999-12-31T23:59:60Z", "2026-11-23T13:36:40.123456789-23:59", "1900-02-29T00:00:00Z"):
        seeds.add("timestamp", text)
    for text in ("", "(" * 401, "NOT " * 200 + "flag", "count" + " + 1" * 199, "a == b", "a LIKE b", "x IN ()", "4-1", "'it''s'",
                 "a AND b OR c XOR d", "- -2147483648 % -1 = 0", "EXISTS in", "note LIKE '%\\_%\\%_'", "\u2018x\u2019",
                 "DATA('/a/1') > '2.4' AND DATA('/a/4') = NULL()", "SUM('/a/*') IN (3.5, SIZE())", "DATA('')", "DATA(type)", "SUM('a')",
                 "RECEIVED() >= TIME('2026-11-28T10:00:00Z') OR TEXT('x') XOR FINDING('duplicate')", "DATA('/a/5') + 1 > TIME(note)",
                 "SUBSTRING(CONCAT_WS('-', UPPER(note), id), -3, 2) <> RIGHT(TRIM(LOWER(type)), count)"):
        seeds.add("cesql", text)
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
    add_other_formats(seeds)
    add_expressions(seeds)
    add_own(seeds)
    for target, count in sorted(seeds.counts.items()):
        print(f"{target}: {count} seeds")


main()
