// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/verify.h"
#include "ui/frame/note.h"

#include <QString>

#include <optional>

namespace ui {

using Verification = core::Result<std::variant<core::VerifiedHead, core::BrokenSeal>>;

/// What came of verifying, for one note and what stands below it.
struct VerifyWords {
    Note::Severity severity = Note::Severity::Info;
    QString strong;
    QString sentence;          ///< may take several lines
    QString head;              ///< `HASH:N`, to be noted; empty: there is none
    core::EventSequence first; ///< of the events in the first bad seal; 0: none
    core::EventSequence last;
    bool operator==(const VerifyWords &) const = default;
};

/// `noted`: the head that it was compared with.
VerifyWords verifyWords(const Verification &verification,
                        const std::optional<core::NotedHead> &noted);

} // namespace ui
