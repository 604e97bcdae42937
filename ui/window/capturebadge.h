// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace ui {

class Theme;

/// Which capture the window shows, and since when it has events: the right corner of the menu bar.
class CaptureBadge : public QWidget {
    Q_OBJECT
public:
    explicit CaptureBadge(const Theme &theme, QWidget *parent = nullptr);

    /// `path` goes into the tooltip; no `since`: new.
    void setCapture(const QString &path, std::optional<core::WallTime> since);

private:
    QLabel *m_seal;
    QLabel *m_name;
    QLabel *m_since;
};

} // namespace ui
