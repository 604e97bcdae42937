// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/figuresreader.h"

#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace core {

FiguresReader::FiguresReader(ServedLog log, Clock clock)
    : m_log(std::move(log))
    , m_clock(std::move(clock))
    , m_descriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    , m_pool(1)
    , m_tasks(std::make_unique<ScanPool::Tasks>(m_pool))
{
}

FiguresReader::~FiguresReader()
{
    m_isEnding.store(true, std::memory_order_relaxed);
    m_tasks.reset();
    ::close(m_descriptor);
}

void FiguresReader::ask(ReceiptAddress whom)
{
    {
        const std::lock_guard lock(m_mutex);
        m_asking.push_back(whom);
        if (std::exchange(m_isReading, true))
            return;
    }
    m_tasks->run([this] { return answerNext(); });
}

std::vector<FiguresReader::Answer> FiguresReader::take()
{
    eventfd_t ignored = 0;
    ::eventfd_read(m_descriptor, &ignored);
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_answers, {});
}

/// Answers whether somebody may have asked since it began to read.
bool FiguresReader::answerNext()
{
    Answer answer;
    {
        const std::lock_guard lock(m_mutex);
        answer.whom.swap(m_asking);
        m_isReading = !answer.whom.empty();
    }
    if (answer.whom.empty())
        return false;
    answer.figures = read();
    {
        const std::lock_guard lock(m_mutex);
        m_answers.push_back(std::move(answer));
    }
    ::eventfd_write(m_descriptor, 1);
    return true;
}

LogFigures FiguresReader::read()
{
    const std::shared_ptr<const EventLog> log = m_log.current().log;
    addUp(*log);
    return {m_log.ledger(), log->state(), log->rules(), m_filling.value_or(LargestValues{})};
}

void FiguresReader::addUp(const EventLog &log)
{
    const Columns &columns = log.columns();
    if (log.file() != m_file) {
        m_filling.reset();
        m_file = log.file();
        m_nextSum = {};
    }
    const std::uint64_t first = columns.first();
    const std::uint64_t end = columns.published();
    const SteadyTime begun = m_clock.steady();
    if (m_filling && ((first == m_first && end == m_end) || begun < m_nextSum))
        return;
    auto filling = largestValues(columns, SourceSeries, [this](std::uint64_t, std::uint64_t) {
        return !m_isEnding.load(std::memory_order_relaxed);
    });
    if (!filling)
        return;
    m_filling = std::move(*filling);
    m_first = first;
    m_end = end;
    const SteadyTime ended = m_clock.steady();
    m_nextSum = ended + SumPause * (ended - begun);
}

} // namespace core
