// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/exporter.h"

#include "core/query/expressioninputs.h"
#include "core/transfer/eventwriter.h"
#include "core/transfer/outputfile.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace core {

namespace {

constexpr std::size_t WriteBytes = 256 * KiB; ///< gathered for one write
/// Reading so many events for nothing is cheaper than starting a page anew.
constexpr std::uint64_t ShortGap = 16;

/// What a visitor of events answers.
enum class Visit : std::uint8_t { GoOn, End };

/// Walks over chosen events of a capture, page by page.
class ChosenEvents {
public:
    ChosenEvents(CaptureReader &reader, const EventChoice &choice, ProgressMeter &progress,
                 const std::stop_token &stop)
        : m_reader(reader)
        , m_choice(choice)
        , m_filter(choice.filter)
        , m_progress(progress)
        , m_stop(stop)
    {
    }

    /// Finds out which numbers there are now; they will be visited so many times.
    [[nodiscard]] Result<void> begin(unsigned visits)
    {
        const auto newest = m_reader.last();
        if (!newest)
            return tl::unexpected(newest.error());
        const auto oldest = m_reader.read({1}, 1);
        if (!oldest)
            return tl::unexpected(oldest.error());
        const EventSequence first = oldest->empty() ? EventSequence{1} : oldest->front().sequence;
        if (m_filter.expression && asksForMarks(*m_filter.expression)) {
            auto marks = m_reader.marks();
            if (!marks)
                return tl::unexpected(marks.error());
            m_filter.marks = std::make_shared<const Marks>(std::move(*marks));
        }
        m_ranges = rangesWithin(m_choice, first, *newest);
        m_progress.begin(visits * countOf(m_ranges));
        return {};
    }

    /// True if it came to the end; false if it was cancelled or the visitor ended it.
    [[nodiscard]] Result<bool> visit(const std::function<Result<Visit>(StoredEvent &&)> &visitor,
                                     const std::uint64_t &events)
    {
        std::uint64_t done = m_done;
        std::size_t at = 0;
        EventSequence next{0};
        while (at < m_ranges.size()) {
            next = std::max(next, m_ranges[at].first);
            if (m_stop.stop_requested())
                return false;
            auto page = m_reader.read(next, pageRows(at, next));
            if (!page)
                return tl::unexpected(page.error());
            if (page->empty())
                break;
            next = {page->back().sequence.value + 1};
            for (StoredEvent &stored : *page) {
                while (at < m_ranges.size() && m_ranges[at].last < stored.sequence) {
                    done += m_ranges[at].last.value - m_ranges[at].first.value + 1;
                    ++at;
                }
                if (at == m_ranges.size())
                    break;
                if (stored.sequence < m_ranges[at].first || !isShown(m_filter, stored))
                    continue;
                const auto visited = visitor(std::move(stored));
                if (!visited)
                    return tl::unexpected(visited.error());
                if (*visited == Visit::End)
                    return false;
            }
            while (at < m_ranges.size() && m_ranges[at].last < next) {
                done += m_ranges[at].last.value - m_ranges[at].first.value + 1;
                ++at;
            }
            const std::uint64_t inRange = at < m_ranges.size() && next > m_ranges[at].first
                                              ? next.value - m_ranges[at].first.value
                                              : 0;
            m_progress.advance(done + inRange, events);
        }
        m_done += countOf(m_ranges);
        return true;
    }

private:
    /// Up to the end of this range, and over the next ones as long as they are close.
    std::size_t pageRows(std::size_t at, EventSequence first) const
    {
        std::uint64_t last = m_ranges[at].last.value;
        while (++at < m_ranges.size() && m_ranges[at].first.value - last <= ShortGap &&
               last - first.value < CaptureReader::MaxPageRows)
            last = m_ranges[at].last.value;
        return static_cast<std::size_t>(
            std::min<std::uint64_t>(last - first.value + 1, CaptureReader::MaxPageRows));
    }

    CaptureReader &m_reader;
    const EventChoice &m_choice;
    EventFilter m_filter; ///< with the marks that there are now
    ProgressMeter &m_progress;
    const std::stop_token &m_stop;
    std::vector<SequenceRange> m_ranges;
    std::uint64_t m_done = 0; ///< by the visits before
};

Exported::End endedBy(const std::stop_token &stop)
{
    return stop.stop_requested() ? Exported::End::Cancelled : Exported::End::Unread;
}

/// Whether every chosen event can be redacted: known before anything is written.
Result<bool> checkRedaction(ChosenEvents &chosen, const Redaction &redaction)
{
    return chosen.visit(
        [&redaction](StoredEvent &&stored) -> Result<Visit> {
            auto redacted = redaction.apply(std::move(stored));
            if (!redacted)
                return tl::unexpected(std::move(redacted.error()));
            return Visit::GoOn;
        },
        0);
}

/// `isChecked`: what is written can be taken back, so nothing need be known before.
Result<Exported> writeEvents(CaptureReader &reader, const ExportOptions &options, ByteSink &sink,
                             ProgressMeter &progress, const std::stop_token &stop, bool isChecked)
{
    Exported exported;
    ChosenEvents chosen(reader, options.choice, progress, stop);
    const bool needsCheck = !isChecked && !options.redaction.isEmpty();
    if (const auto begun = chosen.begin(needsCheck ? 2 : 1); !begun)
        return tl::unexpected(begun.error());
    if (needsCheck) {
        const auto checked = checkRedaction(chosen, options.redaction);
        if (!checked)
            return tl::unexpected(checked.error());
        if (!*checked) {
            exported.end = Exported::End::Cancelled;
            return exported;
        }
    }
    const std::unique_ptr<EventWriter> writer = EventWriter::make(options.format);
    std::string out;
    const auto flush = [&]() -> Result<bool> {
        auto written = sink.write(out);
        if (written && *written)
            exported.bytes += out.size();
        out.clear();
        return written;
    };
    writer->begin(out);
    const auto visited = chosen.visit(
        [&](StoredEvent &&stored) -> Result<Visit> {
            if (options.redaction.isEmpty()) {
                writer->append(out, std::move(stored));
            } else {
                auto redacted = options.redaction.apply(std::move(stored));
                if (!redacted)
                    return tl::unexpected(std::move(redacted.error()));
                writer->append(out, std::move(*redacted));
            }
            ++exported.events;
            if (out.size() < WriteBytes)
                return Visit::GoOn;
            const auto written = flush();
            if (!written)
                return tl::unexpected(written.error());
            return *written ? Visit::GoOn : Visit::End;
        },
        exported.events);
    if (!visited)
        return tl::unexpected(visited.error());
    if (!*visited) {
        exported.end = endedBy(stop);
        return exported;
    }
    writer->end(out);
    const auto written = flush();
    if (!written)
        return tl::unexpected(written.error());
    if (!*written)
        exported.end = endedBy(stop);
    return exported;
}

} // namespace

Result<Exported> exportEvents(CaptureReader &reader, const ExportOptions &options, ByteSink &sink,
                              ProgressMeter &progress, const std::stop_token &stop)
{
    return writeEvents(reader, options, sink, progress, stop, false);
}

Result<Exported> exportToFile(CaptureReader &reader, const ExportOptions &options,
                              const std::filesystem::path &file, ProgressMeter &progress,
                              const std::stop_token &stop)
{
    auto output = OutputFile::create(file, stop);
    if (!output)
        return tl::unexpected(output.error());
    auto exported =
        writeEvents(reader, options, **output, progress, stop, (*output)->isReplaceable());
    if (!exported || exported->end == Exported::End::Cancelled)
        return exported;
    if (const auto committed = (*output)->commit(); !committed)
        return tl::unexpected(committed.error());
    return exported;
}

} // namespace core
