// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/receiver/receiver.h"
#include "tests/support/rawclient.h"
#include "tests/support/testwriter.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <string>
#include <utility>

/// A receiver on a free port of 127.0.0.1 and a writer that decides when the test says so.
struct Desk {
    explicit Desk(core::ReceiverOptions options = {},
                  std::size_t intakeBytes = core::Intake::DefaultLimit, core::Clock clock = {})
        : intake(intakeBytes)
        , receiver(intake, std::move(options), std::move(clock))
        , writer(intake)
    {
        const auto bound = receiver.bind({{"127.0.0.1", 0, false}});
        address = bound ? bound->front() : std::string();
        port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    }

    bool hasWaiting(std::size_t events) const { return intake.waitingEvents() == events; }

    core::Intake intake;
    core::Receiver receiver;
    TestWriter writer;
    std::string address;
    std::uint16_t port = 0;
};

inline std::string eventPost(const std::string &id, const std::string &fields = {},
                             const std::string &body = "{}", const std::string &host = "127.0.0.1")
{
    return "POST /shop/default?x=1 HTTP/1.1\r\nHost: " + host +
           "\r\nce-specversion: 1.0\r\nce-id: " + id +
           "\r\nce-source: /s\r\nce-type: t\r\nContent-Type: application/json\r\n" + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

inline std::string request(const std::string &method, const std::string &target,
                           const std::string &fields = {})
{
    return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

inline QJsonObject problemOf(const RawAnswer &answer)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
}
