// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/lineflow.h"

#include "core/codec/jsonformat.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace app {

namespace {

constexpr unsigned MostThreads = 8; ///< more would wait for those who read and print

std::string_view withoutReturn(std::string_view line)
{
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

} // namespace

OrFailure<LineCounts> LineFlow::run(const std::function<Work()> &makeWork)
{
    const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1U, MostThreads);
    std::vector<Work> works;
    for (unsigned i = 0; i < count; ++i)
        works.push_back(makeWork());
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 1; i < count; ++i)
            threads.emplace_back([this, &work = works[i]] { runThread(work); });
        runThread(works.front());
    }
    if (m_failure)
        return tl::unexpected(*m_failure);
    return m_counts;
}

void LineFlow::runThread(const Work &work)
{
    LineBlock block;
    Written written;
    while (takeBlock(block)) {
        LineCounts counts;
        written.output.clear();
        written.said.clear();
        workOn(block, work, written, counts);
        if (!print(block, written, counts))
            m_input.giveUp();
    }
}

bool LineFlow::takeBlock(LineBlock &block)
{
    const std::lock_guard lock(m_reading);
    if (m_isEnded)
        return false;
    const auto taken = m_input.next(block);
    if (taken && *taken)
        return true;
    m_isEnded = true;
    if (!taken) {
        const std::lock_guard printing(m_printing);
        m_failure = taken.error();
    }
    return false;
}

void LineFlow::workOn(const LineBlock &block, const Work &work, Written &written,
                      LineCounts &counts)
{
    std::uint64_t number = block.firstLine;
    const auto refuse = [&](const std::string &why) {
        ++counts.noEvents;
        written.said += "line " + std::to_string(number) + " is no event: " + why + '\n';
    };
    const auto refuseLong = [&] {
        refuse("it has more than " + std::to_string(LineBlocks::MaxLineBytes) + " bytes");
    };
    if (block.isLong)
        refuseLong();
    std::string_view rest = block.lines();
    for (; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view whole = rest.substr(0, end);
        const std::string_view line = withoutReturn(whole);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            continue;
        if (line.size() > LineBlocks::MaxLineBytes) {
            refuseLong();
            continue;
        }
        const auto event = core::decodeJsonEvent(line);
        if (!event) {
            refuse(event.error().title + ". " + event.error().detail + " " + event.error().fix);
            continue;
        }
        ++counts.events;
        if (work({{*event, line}, whole, number}, written))
            ++counts.chosen;
    }
}

/// False: there is no use in going on.
bool LineFlow::print(const LineBlock &block, const Written &written, const LineCounts &counts)
{
    std::unique_lock lock(m_printing);
    m_turned.wait(lock, [&] { return m_turn == block.index; });
    m_counts.events += counts.events;
    m_counts.noEvents += counts.noEvents;
    m_counts.chosen += counts.chosen;
    if (!written.said.empty())
        say(written.said.substr(0, written.said.size() - 1));
    if (m_output.state() == Output::State::Open) {
        m_output.buffer() += written.output;
        m_output.flush();
    }
    ++m_turn;
    m_turned.notify_all();
    return m_output.state() == Output::State::Open;
}

Outcome endOfLines(const LineCounts &counts, const Output &output, ExitCode code)
{
    if (counts.noEvents > 0)
        return failed(std::to_string(counts.noEvents) +
                      (counts.noEvents == 1 ? " line was no event" : " lines were no events"));
    return whenWritten(output, code);
}

} // namespace app
