// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/progressline.h"

#include <cstdio>

#include <unistd.h>

namespace app {

namespace {

constexpr const char *ClearLine = "\r\x1b[K"; // ECMA-48 EL: to the end of the line

std::string durationText(std::chrono::milliseconds duration)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(duration).count();
    if (seconds < 90)
        return std::to_string(seconds) + " s";
    return std::to_string((seconds + 59) / 60) + " min";
}

} // namespace

std::string progressText(const core::TransferProgress &progress)
{
    std::string text =
        std::to_string(progress.events) + (progress.events == 1 ? " event" : " events");
    if (progress.total > 0) {
        const double share =
            static_cast<double>(progress.done) / static_cast<double>(progress.total);
        text += ", " + std::to_string(static_cast<int>(share * 100)) + " %";
    }
    if (progress.timeLeft)
        text += ", about " + durationText(*progress.timeLeft) + " left";
    return text;
}

ProgressLine::ProgressLine()
    : m_isTerminal(::isatty(STDERR_FILENO) == 1)
{
}

ProgressLine::~ProgressLine()
{
    if (m_isShown)
        std::fputs(ClearLine, stderr);
}

void ProgressLine::show(const core::TransferProgress &progress)
{
    if (!m_isTerminal || progress.elapsed < Patience)
        return;
    m_isShown = true;
    std::fputs((ClearLine + progressText(progress)).c_str(), stderr);
    std::fflush(stderr);
}

} // namespace app
