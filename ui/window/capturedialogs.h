// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/monitor/monitor.h"
#include "core/transfer/exporter.h"
#include "ui/verify/verifywords.h"

#include <QObject>
#include <QPointer>

#include <filesystem>
#include <utility>

class QDialog;
class QWidget;

namespace ui {

class CaptureView;
class FillingDialog;
class LimitsDialog;
class Theme;
class ViewRedaction;

/// The dialogs about captures: which there are, what fills the one that is shown. One of each at a time; those that read
/// the capture go before it does.
class CaptureDialogs : public QObject {
    Q_OBJECT
public:
    /// `window` is their parent.
    CaptureDialogs(ViewRedaction &redaction, const Theme &theme, QWidget *window);

    /// What the window shows; null: nothing. Borrowed. Closes what is about the one before.
    void setCapture(core::Monitor *monitor, CaptureView *view);
    /// What the dialog of the limits says of the files of a ring that were removed.
    void setRemoved(quint64 files, quint64 events) { m_removed = {files, events}; }

    /// Those in `folder`.
    void showCaptures(const std::filesystem::path &folder);
    void showFilling();
    void showExport();
    void showLimits();
    /// `switchesOn`: asked for to redact the view.
    void showRedactionRules(bool switchesOn = false);
    void verify();
    /// One of those is open that would go with the capture.
    bool isAnyOpen() const;

signals:
    void openRequested(const std::filesystem::path &file);
    void exportRequested(const core::ExportOptions &options);
    void rulesChanged(const core::CaptureRules &before);
    void verified(const ui::VerifyWords &words);

private:
    void filterBy(bool isSource, const QString &value);
    void redact();

    ViewRedaction &m_redaction;
    const Theme &m_theme;
    QWidget *m_window;
    core::Monitor *m_monitor = nullptr;
    CaptureView *m_view = nullptr;
    std::pair<quint64, quint64> m_removed{}; ///< files, events
    QPointer<QDialog> m_captures;
    QPointer<FillingDialog> m_filling;
    QPointer<QDialog> m_export;
    QPointer<LimitsDialog> m_limits;
    QPointer<QDialog> m_rules;
    QPointer<QDialog> m_verify;
};

} // namespace ui
