// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/transfer/progressmeter.h"

#include <string>

namespace app {

/// How far a transfer is, in a line for a person: "120000 events, 45 %, about 12 s left". Pure.
[[nodiscard]] std::string progressText(const core::TransferProgress &progress);

/// One line on standard error that is written over again and again; nothing where that is no terminal. Main thread.
class ProgressLine {
public:
    /// What takes less than this needs no line.
    static constexpr std::chrono::milliseconds Patience{500};

    ProgressLine();
    /// Leaves an empty line behind.
    ~ProgressLine();
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    void show(const core::TransferProgress &progress);

private:
    const bool m_isTerminal;
    bool m_isShown = false;
};

} // namespace app
