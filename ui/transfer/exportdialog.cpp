// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/transfer/exportdialog.h"

#include "ui/frame/segments.h"
#include "ui/models/eventtext.h"
#include "ui/redaction/ruleseditor.h"
#include "ui/redaction/viewredaction.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace ui {

namespace {

enum Events { Selected, Shown, All };

} // namespace

ExportDialog::ExportDialog(Offers offers, const Theme &theme, const QStringList &rules,
                           QWidget *parent)
    : QDialog(parent)
    , m_offers(std::move(offers))
    , m_events(new QButtonGroup(this))
    , m_format(new Segments(theme, tr("Format"),
                            {QStringLiteral("NDJSON"), QStringLiteral("JSON"),
                             QStringLiteral("CSV"), tr("HTTP requests")},
                            this))
    , m_rules(new RulesEditor(theme, rules, tr("The capture itself stays as it is."), this))
    , m_leaveOutData(new QCheckBox(tr("&Leave out data that is not JSON"), this))
    , m_export(new QPushButton(tr("Export…"), this))
{
    setWindowTitle(tr("Export events"));
    setAttribute(Qt::WA_DeleteOnClose);
    const std::array<std::pair<QString, const Offer *>, 3> choices{
        std::pair(tr("S&elected"), &m_offers.selected), std::pair(tr("&Shown"), &m_offers.shown),
        std::pair(tr("&All that are kept"), &m_offers.all)};
    auto *rows = new QVBoxLayout(this);
    const auto head = [this, rows, &theme](const QString &words) {
        auto *label = new QLabel(words, this);
        theme.follow(label, [label, &theme] { label->setFont(theme.font(Face::Section)); });
        rows->addWidget(label);
        return label;
    };
    head(tr("Events"));
    for (std::size_t i = 0; i < choices.size(); ++i) {
        auto *button = new QRadioButton(choices[i].first + QLatin1String("  ") +
                                            groupedNumber(choices[i].second->events),
                                        this);
        button->setEnabled(choices[i].second->events > 0);
        m_events->addButton(button, int(i));
        rows->addWidget(button);
    }
    m_events->button(m_offers.selected.events > 1 ? Selected : Shown)->setChecked(true);
    rows->addSpacing(theme.px(8));
    head(tr("Format"));
    auto *formats = new QHBoxLayout;
    formats->addWidget(m_format);
    formats->addStretch(1);
    rows->addLayout(formats);
    rows->addSpacing(theme.px(8));
    head(tr("Not to be seen"))->setBuddy(m_rules->field());
    rows->addWidget(m_rules, 1);
    rows->addWidget(m_leaveOutData);
    m_export->setProperty("primary", true);
    m_export->setDefault(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_export, QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    rows->addWidget(buttons);
    theme.follow(this, [this, rows, &theme] {
        rows->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
        rows->setSpacing(theme.px(6));
        resize(theme.px(520), theme.px(470));
    });
    connect(m_rules, &RulesEditor::changed, this, &ExportDialog::judge);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (auto parsed = redaction()) {
            emit chosen({format(), offer().choice, std::move(*parsed)});
            accept();
        }
    });
    m_events->checkedButton()->setFocus();
    judge();
}

core::ExportFormat ExportDialog::format() const
{
    return core::ExportFormats[std::size_t(m_format->chosen())];
}

const ExportDialog::Offer &ExportDialog::offer() const
{
    switch (m_events->checkedId()) {
    case Selected:
        return m_offers.selected;
    case Shown:
        return m_offers.shown;
    default:
        return m_offers.all;
    }
}

core::Result<core::Redaction> ExportDialog::redaction() const
{
    return ViewRedaction::parse(m_rules->rules(), m_leaveOutData->isChecked()
                                                      ? core::Redaction::OtherData::LeaveOut
                                                      : core::Redaction::OtherData::Refuse);
}

void ExportDialog::judge()
{
    const auto rules = redaction();
    m_rules->setProblem(rules ? QString() : oneLine(rules.error().detail));
    m_leaveOutData->setEnabled(!rules || !rules->isEmpty());
    m_export->setEnabled(rules && offer().events > 0);
}

} // namespace ui
