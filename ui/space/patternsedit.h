// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/capturerules.h"

#include <QPlainTextEdit>

#include <optional>

namespace ui {

/// Patterns of types or sources, one a line. In a redacted view they are not listed and cannot be changed.
class PatternsEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PatternsEdit(const QString &example, QWidget *parent = nullptr);

    void setPatterns(const core::CaptureRules::Patterns &patterns);
    core::CaptureRules::Patterns patterns() const;
    /// Not listed, or listed again.
    void setRedacted(bool redacted);

private:
    const QString m_example;
    std::optional<core::CaptureRules::Patterns> m_hidden; ///< while they are not listed
};

} // namespace ui
