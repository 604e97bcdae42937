// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Text search over two million events of 0.7 kB against ripgrep over the same events as NDJSON, warm: a word in one block
// of 122, a word in every event, the time to the first hits, and what senders wait meanwhile. Ours searches without case,
// as people do; ripgrep with it, which is what it does fastest. Usage: bench_textsearch FOLDER RG.
#include "core/query/textsearch.h"
#include "core/log/eventlog.h"
#include "core/log/searchreader.h"
#include "tests/bench/child.h"
#include "tests/bench/measure.h"

#include <poll.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t Events = 2'000'000;
constexpr std::uint64_t BatchEvents = 500;
constexpr int Rounds = 5;
constexpr std::uint64_t RareFrom = 1'000'100; ///< all in one block
constexpr std::uint64_t RareTo = 1'000'900;
constexpr std::uint64_t RareEach = 20;
const std::string Rare = "insufficient";
const std::string Everywhere = "currency";

/// Payloads as machines write them: identifiers, numbers, addresses and a few hundred words.
class Payloads {
public:
    Payloads()
    {
        for (int i = 0; i < 300; ++i) {
            std::string word;
            for (auto syllables = 2 + m_random() % 3; syllables > 0; --syllables) {
                word += "bcdfglmnprstv"[m_random() % 13];
                word += "aeiou"[m_random() % 5];
            }
            m_words.push_back(word);
        }
    }

    std::string next(std::uint64_t number)
    {
        const bool isRare = number >= RareFrom && number < RareTo && number % RareEach == 0;
        std::string data = R"({"order":")" + uuid() + R"(","customer":")" + uuid() +
                           R"(","total":)" + std::to_string(m_random() % 100'000) +
                           R"(,"currency":"EUR","address":"10.)" +
                           std::to_string(m_random() % 256) + '.' +
                           std::to_string(m_random() % 256) + R"(.7","items":[)";
        for (int item = 0; item < 3; ++item) {
            data += item == 0 ? "" : ",";
            data += R"({"sku":")" + std::to_string(m_random() % 10'000'000) + R"(","id":")" +
                    uuid() + R"("})";
        }
        data += R"(],"note":")";
        for (int word = 0; word < 14; ++word)
            data += m_words[m_random() % m_words.size()] + ' ';
        return data + (isRare ? Rare : "sufficient") + R"("})";
    }

private:
    std::string uuid()
    {
        std::string text;
        for (const int digits : {8, 4, 4, 4, 12}) {
            text += text.empty() ? "" : "-";
            for (int i = 0; i < digits; ++i)
                text += "0123456789abcdef"[m_random() % 16];
        }
        return text;
    }

    std::mt19937 m_random{4711};
    std::vector<std::string> m_words;
};

core::ReceivedEvent eventAt(std::uint64_t number, const std::string &data, std::string &text)
{
    core::ReceivedEvent received;
    core::CloudEvent &event = received.event;
    event.id = "e-" + std::to_string(number);
    event.source = "/shop/" + std::to_string(number % 60);
    event.type = "com.example.shop.type-" + std::to_string(number % 40);
    event.dataContentType = "application/json";
    event.dataForm = core::DataForm::Json;
    text = R"({"specversion":"1.0","id":")" + event.id + R"(","source":")" + event.source +
           R"(","type":")" + event.type + R"(","datacontenttype":"application/json","data":)";
    event.data = {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(data.size())};
    text += data + '}';
    return received;
}

/// The events into the log, and the same as lines into `lines`.
void fill(core::EventLog &log, const std::filesystem::path &lines)
{
    Payloads payloads;
    std::ofstream out(lines, std::ios::binary);
    const auto receipts = std::make_shared<core::Receipts>();
    for (std::uint64_t number = 0; number < Events;) {
        core::Message message;
        message.mode = core::ContentMode::Batch;
        message.format = core::EventFormat::Json;
        message.received = core::Clock().wall();
        message.body = "[";
        for (std::uint64_t i = 0; i < BatchEvents; ++i, ++number) {
            std::string text;
            core::ReceivedEvent received = eventAt(number, payloads.next(number), text);
            received.text = {static_cast<std::uint32_t>(message.body.size()),
                             static_cast<std::uint32_t>(text.size())};
            message.body += text + ',';
            message.events.push_back(std::move(received));
            out << text << '\n';
        }
        message.body.back() = ']';
        core::LogCommand command = core::AppendMessage{std::move(message), receipts, {}};
        while (log.intake().push(std::move(command)) == core::Intake::Pushed::Full) {
            pollfd space{receipts->descriptor(), POLLIN, 0};
            ::poll(&space, 1, 1000);
            static_cast<void>(receipts->take());
        }
    }
    if (!out.flush())
        bench::giveUp("cannot write the lines");
    for (std::uint64_t published = 0; (published = log.columns().published()) < Events;) {
        if (log.columns().waitForMore(published, 10s) == published)
            bench::giveUp("the log stands still: " + log.state().problem);
    }
}

/// Seconds until every full block has its signature.
double waitForSignatures(const core::EventLog &log)
{
    auto reader = core::SearchReader::open(log.file());
    if (!reader)
        bench::giveUp(reader.error().detail);
    return bench::seconds([&] {
        for (int tries = 0; !(*reader)->blocksWithoutSignature().empty(); ++tries) {
            if (tries == 1200)
                bench::giveUp("the signatures are not made");
            std::this_thread::sleep_for(100ms);
        }
    });
}

struct Searched {
    double seconds = 0;
    double firstHits = 0;
    std::uint64_t hits = 0;
};

/// From the query to the last row, as a window would follow it.
Searched search(core::TextSearch &search, const std::string &word)
{
    Searched searched;
    static_cast<void>(search.setQuery({""}));
    const auto begin = std::chrono::steady_clock::now();
    const auto passed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    static_cast<void>(search.setQuery({word}));
    do {
        search.advance();
        if (!search.problem().empty())
            bench::giveUp(search.problem());
        if (searched.firstHits == 0 && search.hits().count() > 0)
            searched.firstHits = passed();
        std::this_thread::sleep_for(500us); // the pool has the processors
    } while (!search.isComplete());
    searched.seconds = passed();
    searched.hits = search.hits().count();
    return searched;
}

/// Sends one event each millisecond and notes what each waits for its receipt, in milliseconds.
class Sender {
public:
    explicit Sender(core::EventLog &log)
        : m_log(log)
        , m_thread([this](const std::stop_token &stop) { run(stop); })
    {
    }

    std::vector<double> finish()
    {
        m_thread.request_stop();
        m_thread.join();
        return m_waited;
    }

private:
    void run(const std::stop_token &stop)
    {
        const auto receipts = std::make_shared<core::Receipts>();
        for (std::uint64_t number = Events; !stop.stop_requested(); ++number) {
            core::Message message;
            message.received = core::Clock().wall();
            std::string text;
            message.events.push_back(eventAt(number, R"({"none":1})", message.body));
            message.events.front().text = {0, static_cast<std::uint32_t>(message.body.size())};
            core::LogCommand command = core::AppendMessage{std::move(message), receipts, {}};
            const double seconds = bench::seconds([&] {
                if (m_log.intake().push(std::move(command)) != core::Intake::Pushed::Taken)
                    bench::giveUp("the log takes nothing");
                do {
                    pollfd done{receipts->descriptor(), POLLIN, 0};
                    ::poll(&done, 1, 1000);
                } while (receipts->take().empty());
            });
            m_waited.push_back(seconds * 1000);
            std::this_thread::sleep_for(1ms);
        }
    }

    core::EventLog &m_log;
    std::vector<double> m_waited;
    std::jthread m_thread; ///< last: it uses the others
};

double perSecond(double seconds)
{
    return static_cast<double>(Events) / seconds;
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 3)
        bench::giveUp("usage: bench_textsearch FOLDER RG");
    const std::filesystem::path folder = arguments[1];
    const std::filesystem::path lines = folder / "lines.ndjson";
    core::EventLog::Options options;
    options.rules.emplace().limitBytes = 64 * core::GiB;
    auto log = core::EventLog::open(folder / "search.eventscope", options);
    if (!log)
        bench::giveUp(log.error().detail);
    fill(**log, lines);
    const double signing = waitForSignatures(**log);

    core::ScanPool pool;
    core::TextSearch texts((*log)->columns(), (*log)->file(), pool);
    std::vector<double> firstHits;
    const auto ours = [&](const std::string &word, std::uint64_t &hits) {
        return [&, word] {
            const Searched searched = search(texts, word);
            hits = searched.hits;
            firstHits.push_back(searched.firstHits);
            return searched.seconds;
        };
    };
    const auto theirs = [&](const std::string &word, std::uint64_t &hits) {
        return [&, word] {
            return bench::seconds([&] {
                hits =
                    std::stoull("0" + bench::outputOf({arguments[2], "--no-config", "--count",
                                                       "--fixed-strings", word, lines.string()}));
            });
        };
    };
    std::uint64_t rareHits = 0;
    std::uint64_t rareLines = 0;
    std::uint64_t allHits = 0;
    std::uint64_t allLines = 0;
    const std::vector<double> times =
        bench::medianInTurn(Rounds, {ours(Rare, rareHits), theirs(Rare, rareLines),
                                     ours(Everywhere, allHits), theirs(Everywhere, allLines)});
    if (rareHits != rareLines || rareHits == 0 || allHits != allLines || allHits != Events)
        bench::giveUp("found " + std::to_string(rareHits) + " and " + std::to_string(allHits) +
                      ", ripgrep " + std::to_string(rareLines) + " and " +
                      std::to_string(allLines));

    using Side = bench::Bound::Side;
    bench::report({"text search, 2 million events, a word in one block of 122",
                   perSecond(times[0]),
                   "/s",
                   "ripgrep over them as NDJSON",
                   perSecond(times[1]),
                   {Side::AtLeast, 1.0, {}}});
    bench::report({"text search, 2 million events, a word everywhere",
                   perSecond(times[2]),
                   "/s",
                   "ripgrep over them as NDJSON",
                   perSecond(times[3]),
                   {Side::AtLeast, 0.2, {}}});
    bench::report({"text search, first hits, the slower of both",
                   bench::quantile(firstHits, 1) * 1000,
                   "ms",
                   "",
                   {},
                   {Side::AtMost, 100, {}}});

    Sender sender(**log);
    for (int round = 0; round < 2; ++round)
        static_cast<void>(search(texts, Everywhere));
    bench::report({"p99 of what a sender waits for the log while a text search runs",
                   bench::quantile(sender.finish(), 0.99),
                   "ms",
                   "",
                   {},
                   {Side::AtMost, 10, {}}});
    std::fprintf(stderr, "bench: the last signature came %.1f s after the last event\n", signing);
    return 0;
}
