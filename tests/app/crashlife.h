// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSet>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <filesystem>

/// One life of `evs listen` under load, to be ended by a fault, from outside, or by its own will.
struct CrashLife {
    QByteArray name;              ///< begins the ids of its events
    QString rule;                 ///< see faultvfs::parseRule; empty: none
    qsizetype acknowledgements;   ///< events; then, if it still lives, it is ended as `closes` says
    bool closes = false;          ///< asked to close instead of killed
    std::size_t paddingBytes = 0; ///< of data, in every event
    bool hasRefusals = true;
    QStringList options; ///< further ones of evs
};

struct CrashDeath {
    enum class Way { Fault, Kill, Closed, Failed };
    Way way = Way::Failed; ///< Failed: by itself, with a wrong exit code, or never
    QSet<QByteArray> sent;
    QSet<QByteArray> acknowledged;
    bool wasTurnedAway = false;
    QByteArray errors; ///< what it printed on standard error
};

/// Runs `life` on the capture `file` to its end.
CrashDeath endOf(const CrashLife &life, const std::filesystem::path &file);
