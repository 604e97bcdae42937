// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

/// What a source file may include: the layers app → ui → core, the order of core's rooms, and the
/// Qt modules that each may use. Knows paths, opens no source file.
class IncludeRules {
public:
    /// `qtHeaders` is the folder that holds QtCore/, QtGui/ …: where it is decided to which module
    /// <QFont> belongs.
    explicit IncludeRules(QString qtHeaders);

    /// Why the file at `path` ("core/log/seal.cpp") may not contain `line`; empty if it may, or if
    /// it includes nothing.
    QString violation(const QString &path, const QString &line) const;

private:
    QString oursViolation(const QStringList &from, const QString &included) const;
    QString qtViolation(const QStringList &from, const QString &included) const;
    /// "QtGui" for "QFont" and "QtGui/QFont"; empty for what is not of Qt.
    QString qtModule(const QString &included) const;

    QString m_qtHeaders;
};
