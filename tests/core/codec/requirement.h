// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/httpmessage.h"
#include "core/codec/jsonformat.h"
#include "tests/core/codec/codectest.h"

#include <QtTest/QtTest>

#include <string>

/// Rows that say what a section of the CloudEvents specification asks of one message: its head and
/// body, and what must come of it, as text. A tag begins with the section of
/// ../../README.md's table, and its words are those of the text.
namespace requirement {

struct Message {
    std::string head; ///< lines "Name: value"
    std::string body;
};

inline Message binaryOf(std::string_view version, const std::string &more,
                        const std::string &body = {})
{
    return {"ce-specversion: " + std::string(version) + "\nce-id: 1\nce-source: /s\nce-type: t\n" +
                more,
            body};
}
inline Message binary(const std::string &more, const std::string &body = {})
{
    return binaryOf("1.0", more, body);
}
inline Message binary03(const std::string &more, const std::string &body = {})
{
    return binaryOf("0.3", more, body);
}

/// An event in JSON with `more` members; also what an accepted event is compared with.
inline std::string eventOf(std::string_view version, const std::string &more)
{
    return R"({"specversion":")" + std::string(version) + R"(","id":"1","source":"/s","type":"t")" +
           (more.empty() ? "}" : "," + more + "}");
}
inline std::string event10(const std::string &more = {})
{
    return eventOf("1.0", more);
}
inline std::string event03(const std::string &more = {})
{
    return eventOf("0.3", more);
}

inline Message structured(const std::string &body)
{
    return {"Content-Type: application/cloudevents+json", body};
}
inline Message json(const std::string &more)
{
    return structured(event10(more));
}
inline Message json03(const std::string &more)
{
    return structured(event03(more));
}
inline Message batch(const std::string &body)
{
    return {"Content-Type: application/cloudevents-batch+json", body};
}

/// The events as lines of JSON, or status, rule and attribute of the refusal.
inline QByteArray outcome(const Message &message)
{
    const codectest::Head head(message.head);
    const codectest::ExactCopy body(message.body);
    const auto decoded = core::decodeHttp(head.fields(), body.view());
    if (!decoded) {
        const core::Rejection &why = decoded.error();
        return codectest::bytes(std::to_string(why.status) + ' ' + why.rule + ' ' + why.place.name)
            .trimmed();
    }
    QByteArrayList lines;
    for (const core::ReceivedEvent &each : decoded->events) {
        std::string line;
        core::appendJsonEvent(line, each.event,
                              body.view().substr(each.text.offset, each.text.length));
        lines << codectest::bytes(line);
    }
    return lines.join('\n');
}

inline void addColumns()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
}

inline void row(const char *tag, const Message &message, const std::string &expected)
{
    QTest::newRow(tag) << codectest::bytes(message.head) << codectest::bytes(message.body)
                       << codectest::bytes(expected);
}

inline void row(const QString &tag, const Message &message, const std::string &expected)
{
    row(tag.toUtf8().constData(), message, expected);
}

inline void check()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, expected);
    QCOMPARE(outcome({head.toStdString(), body.toStdString()}), expected);
}

} // namespace requirement
