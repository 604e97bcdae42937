// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/transfer/exporter.h"

#include <QDialog>
#include <QStringList>

class QButtonGroup;
class QCheckBox;
class QPushButton;

namespace ui {

class RulesEditor;
class Segments;
class Theme;

/// Which events are exported, in what format, and what must not be seen of them.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// A set of events that a person can mean.
    struct Offer {
        core::EventChoice choice;
        quint64 events = 0;
    };
    struct Offers {
        Offer selected; ///< no events: there is no selection
        Offer shown;
        Offer all;
    };
    /// `rules`: of what must not be seen, to start with.
    ExportDialog(Offers offers, const Theme &theme, const QStringList &rules = {},
                 QWidget *parent = nullptr);

    core::ExportFormat format() const;

signals:
    /// Where to, is still to be asked.
    void chosen(const core::ExportOptions &options);

private:
    const Offer &offer() const;
    core::Result<core::Redaction> redaction() const;
    void judge();

    const Offers m_offers;
    QButtonGroup *m_events;
    Segments *m_format;
    RulesEditor *m_rules;
    QCheckBox *m_leaveOutData;
    QPushButton *m_export;
};

} // namespace ui
