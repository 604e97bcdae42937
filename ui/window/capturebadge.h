// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace ui {

class Theme;

/// Which capture the window shows, since when it has events, and how it is sealed: the right corner of the menu bar.
class CaptureBadge : public QWidget {
    Q_OBJECT
public:
    explicit CaptureBadge(const Theme &theme, QWidget *parent = nullptr);

    /// What verifying said last.
    enum class Trust { Unknown, Whole, Broken };

    /// `path` goes into the tooltip; no `since`: new. Another capture is trusted anew.
    void setCapture(const QString &path, std::optional<core::WallTime> since, quint64 seals);
    /// `sentence` says it in full.
    void setTrust(Trust trust, const QString &sentence);

signals:
    void verifyRequested();

private:
    void refresh();

    const Theme &m_theme;
    QString m_path;
    quint64 m_seals = 0;
    Trust m_trust = Trust::Unknown;
    QString m_sentence;
    QToolButton *m_seal;
    QLabel *m_name;
    QLabel *m_since;
};

} // namespace ui
