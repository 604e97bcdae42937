// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/capturedialogs.h"

#include "ui/captures/capturesdialog.h"
#include "ui/eventtable/eventtableview.h"
#include "ui/redaction/rulesdialog.h"
#include "ui/redaction/viewredaction.h"
#include "ui/space/fillingdialog.h"
#include "ui/space/limitsdialog.h"
#include "ui/transfer/exportdialog.h"
#include "ui/verify/verifydialog.h"
#include "ui/window/captureview.h"

#include <limits>
#include <utility>

namespace ui {

CaptureDialogs::CaptureDialogs(ViewRedaction &redaction, const Theme &theme, QWidget *window)
    : QObject(window)
    , m_redaction(redaction)
    , m_theme(theme)
    , m_window(window)
{
    connect(&redaction, &ViewRedaction::changed, this, &CaptureDialogs::redact);
}

void CaptureDialogs::setCapture(core::Monitor *monitor, CaptureView *view)
{
    delete m_filling;
    delete m_export;
    delete m_limits;
    delete m_verify;
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
    connect(dialog, &FillingDialog::leaveOutRequested, this,
            [this](bool isSource, const QString &value) {
                delete m_filling; // one dialog above the other would hide the first
                showLimits();
                if (m_limits) {
                    m_limits->addLeftOut(isSource, value);
                }
            });
    m_filling = dialog;
    redact();
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
    auto *dialog =
        new ExportDialog(std::move(offers), m_theme, m_redaction.state().rules, m_window);
    connect(dialog, &ExportDialog::chosen, this, &CaptureDialogs::exportRequested);
    m_export = dialog;
    dialog->open();
}

void CaptureDialogs::showLimits()
{
    if (!m_monitor || m_limits || m_monitor->isReadOnly()) {
        return;
    }
    const std::shared_ptr<core::EventLog> log = m_monitor->ring().current();
    const core::Ledger ledger = log->ledger();
    m_limits = new LimitsDialog({log->rules(), log->state().usedBytes, ledger.evicted,
                                 ledger.leftOut, m_removed.first, m_removed.second},
                                m_theme, m_window);
    connect(m_limits, &LimitsDialog::chosen, this, [this](const core::CaptureRules &rules) {
        const std::shared_ptr<core::EventLog> now = m_monitor->ring().current();
        const core::CaptureRules before = now->rules();
        now->setRules(rules);
        emit rulesChanged(before);
    });
    redact();
    m_limits->open();
}

void CaptureDialogs::showRedactionRules(bool switchesOn)
{
    if (m_rules) {
        m_rules->raise();
        return;
    }
    m_rules = new RulesDialog(m_redaction, switchesOn, m_theme, m_window);
    m_rules->open();
}

/// What lists types and sources.
void CaptureDialogs::redact()
{
    if (m_filling) {
        m_filling->setRedaction(m_redaction.active());
    }
    if (m_limits) {
        m_limits->setRedaction(m_redaction.active());
    }
}

bool CaptureDialogs::isAnyOpen() const
{
    return m_filling || m_export || m_limits || m_rules || m_verify;
}

void CaptureDialogs::verify()
{
    if (!m_monitor) {
        return;
    }
    if (m_verify) {
        m_verify->raise();
        m_verify->activateWindow();
        return;
    }
    auto *dialog = new VerifyDialog(m_monitor->log().file(), m_theme, m_window);
    connect(dialog, &VerifyDialog::verified, this, &CaptureDialogs::verified);
    connect(dialog, &VerifyDialog::eventsRequested, this,
            [this](core::EventSequence first, core::EventSequence last) {
                m_view->showEvents(first, last);
            });
    m_verify = dialog;
    dialog->show();
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
