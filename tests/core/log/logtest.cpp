// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/log/logtest.h"

#include <poll.h>
#include <sqlite3.h>

#include <array>
#include <cstdio>
#include <cstdlib>

namespace logtest {

using namespace core;

namespace {

std::uint32_t size32(const std::string &text)
{
    return static_cast<std::uint32_t>(text.size());
}

void describe(Message &message, std::uint64_t number)
{
    message.received = WallTime(
        std::chrono::microseconds(1'700'000'000'000'001 + static_cast<std::int64_t>(number)));
    message.connection = "http://127.0.0.1:8080";
    message.remote = "127.0.0.1:" + std::to_string(40000 + number % 8);
    message.local = "127.0.0.1:8080";
    message.target = "/shop/default";
    message.head = "POST /shop/default HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

CloudEvent eventOf(std::uint64_t number)
{
    CloudEvent event;
    event.id = "id-" + std::to_string(number);
    event.source = "/checkout/" + std::to_string(number % 5);
    event.type = "com.shop.order." + std::to_string(number % 3);
    if (number % 2 == 0)
        event.subject = "subject " + std::to_string(number);
    if (number % 3 == 0)
        event.time = "2026-11-23T14:36:40.981+01:00";
    return event;
}

} // namespace

Message binaryMessage(std::uint64_t number, const std::string &data)
{
    Message message;
    describe(message, number);
    message.head.insert(message.head.size() - 2, "ce-id: id-" + std::to_string(number) + "\r\n");
    message.body = data;
    CloudEvent event = eventOf(number);
    event.dataContentType = "application/json";
    event.dataForm = data.empty() ? DataForm::None : DataForm::Raw;
    event.data = {0, size32(data)};
    message.events.push_back({event, {0, size32(data)}});
    return message;
}

Message structuredMessage(std::uint64_t number)
{
    Message message;
    describe(message, number);
    message.mode = ContentMode::Structured;
    message.format = EventFormat::Json;
    CloudEvent event = eventOf(number);
    const std::string before = R"({"specversion":"1.0","id":"x","data":)";
    message.body = before + R"({"a":[1,2,3]}})";
    event.dataForm = DataForm::Json;
    event.data = {size32(before), 13};
    event.dataSchema = "https://example.com/schema";
    event.extensions = {
        {"flag", AttributeValue::boolean(true)},
        {"count", AttributeValue::integer(-7)},
        {"trace", AttributeValue::string("a \"quoted\" \\ text\n\x01 \xc3\xbc")},
        {"deadline", AttributeValue::text(AttributeType::Timestamp, "2026-11-23T13:00:00Z")},
        {"key", AttributeValue::text(AttributeType::Binary, "AQID")}};
    message.events.push_back({event, {0, size32(message.body)}});
    return message;
}

Message batchMessage(std::uint64_t number, std::size_t count)
{
    Message message;
    describe(message, number);
    message.mode = ContentMode::Batch;
    message.format = EventFormat::Json;
    message.body = "[";
    for (std::size_t i = 0; i < count; ++i) {
        CloudEvent event = eventOf(number + i);
        event.id += "-in-batch";
        const std::string object = R"({"data":")" + event.id + R"("})";
        event.dataForm = DataForm::JsonText;
        event.data = {9, size32(event.id)};
        message.body += i == 0 ? " " : ", ";
        message.events.push_back({event, {size32(message.body), size32(object)}});
        message.body += object;
    }
    message.body += " ]";
    return message;
}

Message rawMessage(std::uint64_t number)
{
    Message message;
    describe(message, number);
    message.origin = OriginKind::WebSocket;
    message.mode = ContentMode::Raw;
    message.connection = "ws://example.com/feed";
    message.target.clear();
    message.head.clear();
    message.remote.clear();
    message.local.clear();
    message.body = std::string("a frame\0with zeros", 18);
    CloudEvent event = eventOf(number);
    event.specVersion = SpecVersion::V03;
    event.dataForm = DataForm::Raw;
    event.data = {0, size32(message.body)};
    message.events.push_back({event, {0, size32(message.body)}});
    return message;
}

Refusal refusal(std::uint64_t number, std::size_t bodyBytes)
{
    Refusal refusal;
    refusal.why.status = 400;
    refusal.why.rule = "missing-attribute";
    refusal.why.title = "ce-type is missing";
    refusal.why.detail = "Request " + std::to_string(number) + " has no type.";
    refusal.why.fix = "Send ce-type.";
    refusal.why.reference = "CloudEvents 1.0.2 §type";
    refusal.why.place = {Place::Part::Header, "ce-type", ByteRange{12, 7}};
    refusal.received = WallTime(std::chrono::microseconds(1'700'000'000'000'000));
    refusal.connection = "http://127.0.0.1:8080";
    refusal.remote = "127.0.0.1:40000";
    refusal.local = "127.0.0.1:8080";
    refusal.head = "POST / HTTP/1.1\r\n\r\n";
    refusal.body.assign(bodyBytes, 'b');
    refusal.bodyBytes = bodyBytes;
    return refusal;
}

std::vector<StoredEvent> expected(const Message &message, EventSequence first, std::uint64_t seal)
{
    std::vector<StoredEvent> events;
    for (const ReceivedEvent &received : message.events) {
        StoredEvent stored;
        stored.sequence = EventSequence{first.value + events.size()};
        stored.seal = seal;
        stored.received = message.received;
        stored.origin = message.origin;
        stored.mode = message.mode;
        stored.format = message.format;
        stored.connection = message.connection;
        stored.remote = message.remote;
        stored.local = message.local;
        stored.target = message.target;
        stored.head = message.head;
        stored.event = received.event;
        stored.text = message.body.substr(received.text.offset, received.text.length);
        events.push_back(stored);
    }
    return events;
}

Sender::Sender(EventLog &log)
    : Sender(log.intake())
{
}

Sender::Sender(Intake &intake)
    : m_intake(intake)
    , m_receipts(std::make_shared<Receipts>())
{
}

Receipt Sender::send(Message message)
{
    std::vector<Message> messages;
    messages.push_back(std::move(message));
    return send(std::move(messages)).front();
}

Receipt Sender::send(Refusal refusal)
{
    LogCommand command = AppendRefusal{std::move(refusal), m_receipts, {1, m_request++}};
    if (m_intake.push(std::move(command)) != Intake::Pushed::Taken)
        std::abort();
    return wait(1).front();
}

std::vector<Receipt> Sender::send(std::vector<Message> messages)
{
    const std::size_t count = messages.size();
    std::vector<Receipt> receipts;
    std::size_t pushed = 0;
    for (Message &message : messages) {
        LogCommand command = AppendMessage{std::move(message), m_receipts, {1, m_request++}};
        while (m_intake.push(std::move(command)) == Intake::Pushed::Full) {
            for (Receipt &receipt : wait(pushed - receipts.size()))
                receipts.push_back(std::move(receipt));
        }
        ++pushed;
    }
    for (Receipt &receipt : wait(count - receipts.size()))
        receipts.push_back(std::move(receipt));
    return receipts;
}

std::vector<Receipt> Sender::wait(std::size_t count)
{
    std::vector<Receipt> receipts;
    while (receipts.size() < count) {
        pollfd entry{m_receipts->descriptor(), POLLIN, 0};
        if (::poll(&entry, 1, 60000) != 1) {
            std::fputs("no receipt came\n", stderr);
            std::abort();
        }
        for (Receipt &receipt : m_receipts->take())
            receipts.push_back(std::move(receipt));
    }
    return receipts;
}

std::filesystem::path captureIn(const QTemporaryDir &folder)
{
    return std::filesystem::path(folder.path().toStdString()) / "test.eventscope";
}

std::unique_ptr<EventLog> openLog(const std::filesystem::path &file, EventLog::Options options)
{
    auto log = EventLog::open(file, std::move(options));
    if (!log) {
        std::fprintf(stderr, "%s\n", log.error().detail.c_str());
        std::abort();
    }
    return std::move(*log);
}

std::vector<StoredEvent> readAll(const EventLog &log)
{
    auto reader = log.reader();
    std::vector<StoredEvent> all;
    EventSequence next{1};
    for (;;) {
        auto page = (*reader)->read(next);
        if (!page) {
            std::fprintf(stderr, "%s\n", page.error().detail.c_str());
            std::abort();
        }
        if (page->empty())
            return all;
        for (StoredEvent &event : *page)
            all.push_back(std::move(event));
        next = EventSequence{all.back().sequence.value + 1};
    }
}

std::string query(const std::filesystem::path &file, const std::string &sql)
{
    sqlite3 *handle = nullptr;
    std::string out;
    if (sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                        nullptr) == SQLITE_OK) {
        const auto collect = [](void *text, int count, char **values, char **) {
            for (int i = 0; i < count; ++i) {
                *static_cast<std::string *>(text) += i == 0 ? "" : "|";
                *static_cast<std::string *>(text) += values[i] ? values[i] : "NULL";
            }
            *static_cast<std::string *>(text) += "\n";
            return 0;
        };
        sqlite3_busy_timeout(handle, 5000);
        char *message = nullptr;
        if (sqlite3_exec(handle, sql.c_str(), collect, &out, &message) != SQLITE_OK)
            out = std::string("error: ") + message;
        sqlite3_free(message);
    }
    sqlite3_close(handle);
    return out;
}

/// Not by QProcess: the thread sanitizer does not let a program with threads fork.
std::string secondOpinion(const std::filesystem::path &file)
{
    const std::string command =
        "python3 " SOURCE_DIR "/tests/core/log/verifycapture.py '" + file.string() + "'";
    std::string words;
    if (FILE *output = ::popen(command.c_str(), "r")) {
        std::array<char, 256> part{};
        while (std::fgets(part.data(), static_cast<int>(part.size()), output))
            words += part.data();
        ::pclose(output);
    }
    return words;
}

} // namespace logtest
