// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/eventlog.h"
#include "core/source/sourcestate.h"
#include "ui/frame/note.h"
#include "ui/window/outagewatch.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace ui {

/// A lasting state of the program that a person should know, in words.
struct WindowNote {
    enum class Action {
        None,
        CopyAddress,
        TryNow,
        Dismiss,
        TakeOver,
        RaiseLimit,
        GoOnElsewhere,
        SaveReadablePart,
        ShowNewest
    };
    enum class Close { No, Recovery, Limit, Unread }; ///< what a person can put away with it
    Note::Severity severity = Note::Severity::Info;
    QString strong;
    QString sentence;
    Action action = Action::None;
    core::ConnectionId connection; ///< that TryNow means
    Close close = Close::No;
    bool operator==(const WindowNote &) const = default;
};

/// What a window knows of its capture's surroundings.
struct Surroundings {
    core::LogState log;
    core::Ledger ledger;          ///< of the same moment as what follows
    QStringList addresses;        ///< "http://127.0.0.1:8080"
    std::uint16_t wantedPort = 0; ///< 0: any was fine
    QString openProblem;          ///< why the capture asked for is not the one shown; empty: it is
    std::vector<core::ConnectionState> connections;
    std::optional<Recovery> recovery; ///< not yet put away
    /// Events that left because of the limit since this window looks at them; 0: none, or it was put away.
    quint64 evicted = 0;
    quint64 limitBytes = 0;
    /// Why types or sources of some events could not be read; empty: they could, or it was put away.
    QString unread;
    /// File of the ring that is written while another one is shown; empty: that is shown.
    QString newestFile;
};

/// Why `log` is read-only, in a sentence; empty if it is not.
QString readOnlyWords(const core::LogState &log);

/// The most important of them, if there is any: cannot write, can be written again, could not open, the capture has gone
/// on in another file, it cannot, could not read values, read-only, what should leave cannot, held open by another
/// program, open to a network, a connection is away, port taken.
std::optional<WindowNote> windowNote(const Surroundings &now);

/// The word of an action's link; empty for None.
QString actionWord(WindowNote::Action action);

} // namespace ui
