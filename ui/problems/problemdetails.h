// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/storedevent.h"
#include "ui/verbatim/linesource.h"
#include "ui/verbatim/linesview.h"

#include <QString>

#include <memory>
#include <optional>

namespace ui {

/// One refusal, laid out to be shown. Immutable.
struct ProblemDetails {
    quint64 number = 0;
    QString title; ///< `400: JSON event sent as application/json`
    QString what;
    QString where;
    QString fix;
    QString rule;    ///< where the rule is written, and its code
    QString request; ///< what was asked, of whom, by whom, when
    QString kept;    ///< what of the request is not kept; empty: all of it is
    Bytes original;  ///< null: it left to keep the bound
    std::shared_ptr<const LineSource> lines; ///< of the original; null with it
    std::optional<OffendingPlace> place;     ///< within the original
    std::optional<QString> curl; ///< sends the request again; absent: that cannot be said honestly
};

/// `isRedacted`: without anything that was sent but the request line. Long work for a large request; any thread.
std::shared_ptr<const ProblemDetails> describeProblem(const core::StoredRefusal &stored,
                                                      bool isRedacted = false);

} // namespace ui
