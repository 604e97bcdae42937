// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/log/intake.h"
#include "core/log/searchreader.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <thread>

namespace core {

/// Makes the text signatures of the column blocks that have none, on a thread of its own that goes last where processors
/// are few, and hands them to the writer through the intake. A reader like others: it has pages, and nobody waits for it;
/// a block without a signature is searched row by row.
class TextIndexer {
public:
    /// How often it looks for blocks that were filled; the first time after as long, so that opening costs nothing.
    static constexpr std::chrono::milliseconds Pause{1000};

    /// For the capture `file`, which is open for writing. The others outlive it.
    /// `number`: see StoreTextSignature::file.
    TextIndexer(std::filesystem::path file, const Columns &columns, Intake &intake,
                std::uint64_t number = 0);
    /// Ends the thread within a page.
    ~TextIndexer();
    TextIndexer(const TextIndexer &) = delete;
    TextIndexer &operator=(const TextIndexer &) = delete;

private:
    void run(const std::stop_token &stop);
    [[nodiscard]] bool makeMissing(const std::stop_token &stop);
    [[nodiscard]] bool make(std::uint64_t block, const std::stop_token &stop);

    const std::filesystem::path m_file;
    std::unique_ptr<SearchReader> m_reader;
    const Columns &m_columns;
    Intake &m_intake;
    const std::uint64_t m_number;
    TextSignatureMaker m_maker;
    std::set<std::uint64_t>
        m_handed; ///< blocks whose signature is on its way, or could not be written
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread;
};

} // namespace core
