// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/log/receipts.h"
#include "core/query/scanpool.h"
#include "core/receiver/metricspage.h"
#include "core/ring/servedlog.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace core {

/// Reads the figures of a log on a thread of its own, whenever somebody asks and at no other time: adding up what fills
/// ten million events takes tens of milliseconds; asking for the state looks at the disk. It asks nothing of the
/// writer, so that it answers while that stands still. Made, used and destroyed by one I/O thread.
class FiguresReader {
public:
    /// What fills a capture is added up again only after that many times what it took: who asks without a pause gets
    /// the same sums again and keeps no processor busy. All other figures are those of the moment.
    static constexpr int SumPause = 10;

    FiguresReader(ServedLog log, Clock clock);
    /// Waits until what is being read is thrown away: a millisecond or so.
    ~FiguresReader();
    FiguresReader(const FiguresReader &) = delete;
    FiguresReader &operator=(const FiguresReader &) = delete;

    void ask(ReceiptAddress whom);

    struct Answer {
        std::vector<ReceiptAddress> whom; ///< all that had asked before it was read
        LogFigures figures;
    };
    /// eventfd for a QSocketNotifier (Read): there is an answer. Owned by this object.
    int descriptor() const { return m_descriptor; }
    /// Takes all answers and re-arms the descriptor.
    [[nodiscard]] std::vector<Answer> take();

private:
    bool answerNext();
    LogFigures read();
    void addUp(const EventLog &log);

    const ServedLog m_log;
    const Clock m_clock;
    const int m_descriptor;
    std::atomic<bool> m_isEnding{false};
    std::mutex m_mutex; ///< guards the three below
    std::vector<ReceiptAddress> m_asking;
    std::vector<Answer> m_answers;
    bool m_isReading = false;
    // Of the thread that reads:
    std::optional<LargestValues> m_filling;
    std::filesystem::path m_file; ///< of the sums
    std::uint64_t m_first = 0;    ///< row of the sums
    std::uint64_t m_end = 0;
    SteadyTime m_nextSum;
    ScanPool m_pool;
    std::unique_ptr<ScanPool::Tasks> m_tasks; ///< last: ends before what its steps use
};

} // namespace core
