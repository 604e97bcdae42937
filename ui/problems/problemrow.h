// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/storedevent.h"

#include <QString>

#include <string_view>

namespace ui {

/// One refusal as a row of the list: what can be shown without its bytes. A plain value.
struct ProblemRow {
    quint64 number = 0;
    core::EventSequence after; ///< the newest event when it was refused
    core::WallTime received{};
    int status = 0;
    QString title;
    QString rule; ///< its code: unlike the title never anything that was sent
    QString
        request; ///< `POST /shop/default`; of what is no request, and where its head has left: the connection
    QString remote;
    quint64 bytes = 0; ///< of the body, as far as it was announced or read
    bool operator==(const ProblemRow &) const = default;
};

ProblemRow problemRow(const core::StoredRefusal &stored);

/// `POST /shop/default` from the first line of a request head; empty if that is no request line.
QString requestText(std::string_view head);

} // namespace ui
