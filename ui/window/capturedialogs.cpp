// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/capturedialogs.h"

#include "ui/captures/capturesdialog.h"
#include "ui/eventtable/eventtableview.h"
#include "ui/space/fillingdialog.h"
#include "ui/transfer/exportdialog.h"
#include "ui/window/captureview.h"

#include <limits>
#include <utility>

namespace ui {

CaptureDialogs::CaptureDialogs(const Theme &theme, QWidget *window)
    : QObject(window)
    , m_theme(theme)
    , m_window(window)
{
}

void CaptureDialogs::setCapture(core::Monitor *monitor, CaptureView *view)
{
    delete m_filling;
    delete m_export;
    m_monitor = monitor;
    m_view = view;
}

void CaptureDialogs::showCaptures(const std::filesystem::path &folder)
{
    if (m_captures) {
        m_captures->raise();
        return;
    }
    auto *dialog = new CapturesDialog(
        folder, m_monitor ? m_monitor->log().file() : std::filesystem::path(), m_theme, m_window);
    connect(dialog, &CapturesDialog::openRequested, this, &CaptureDialogs::openRequested);
    m_captures = dialog;
    dialog->open();
}

void CaptureDialogs::showFilling()
{
    if (!m_monitor || m_filling) {
        return;
    }
    auto *dialog = new FillingDialog(m_monitor->columns(), m_theme, m_window);
    connect(dialog, &FillingDialog::filterRequested, this, &CaptureDialogs::filterBy);
    m_filling = dialog;
    dialog->open();
}

void CaptureDialogs::showExport()
{
    if (!m_view || m_export) {
        return;
    }
    ExportDialog::Offers offers;
    offers.all.events = m_monitor->log().ledger().kept;
    offers.shown = {{m_view->filter(), {}}, m_view->shownEvents()};
    if (const quint64 start = m_view->startOfView(); start > 0) {
        offers.shown.choice.ranges = {{{start + 1}, {std::numeric_limits<quint64>::max()}}};
    }
    offers.selected = {{m_view->filter(), {}}, m_view->table()->selectedRows()};
    for (const SequenceRange &range : m_view->table()->selection().ranges()) {
        offers.selected.choice.ranges.push_back({{range.first}, {range.last}});
    }
    auto *dialog = new ExportDialog(std::move(offers), m_theme, m_window);
    connect(dialog, &ExportDialog::chosen, this, &CaptureDialogs::exportRequested);
    m_export = dialog;
    dialog->open();
}

void CaptureDialogs::filterBy(bool isSource, const QString &value)
{
    if (!m_view) {
        return;
    }
    core::EventFilter filter;
    (isSource ? filter.sources : filter.types) = {value.toStdString()};
    m_view->setFilter(filter);
}

} // namespace ui
