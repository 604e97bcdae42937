// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/redaction/rulesdialog.h"

#include "ui/models/eventtext.h"
#include "ui/redaction/ruleseditor.h"
#include "ui/redaction/viewredaction.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

RulesDialog::RulesDialog(ViewRedaction &redaction, bool switchesOn, const Theme &theme,
                         QWidget *parent)
    : QDialog(parent)
    , m_redaction(redaction)
    , m_rules(
          new RulesEditor(theme, redaction.state().rules,
                          tr("Data that is not JSON is not shown at all while there is a pointer. "
                             "No capture is changed."),
                          this))
    , m_isOn(new QCheckBox(tr("&Redact the view"), this))
    , m_apply(new QPushButton(tr("Apply"), this))
{
    setWindowTitle(tr("Redaction rules"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *head = new QLabel(tr("Not to be &seen"), this);
    head->setBuddy(m_rules->field());
    m_isOn->setChecked(switchesOn || redaction.isOn());
    m_apply->setProperty("primary", true);
    m_apply->setDefault(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(head);
    rows->addWidget(m_rules, 1);
    rows->addWidget(m_isOn);
    rows->addWidget(buttons);
    theme.follow(this, [this, rows, head, &theme] {
        rows->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
        rows->setSpacing(theme.px(6));
        head->setFont(theme.font(Face::Section));
        resize(theme.px(520), theme.px(340));
    });
    connect(m_rules, &RulesEditor::changed, this, &RulesDialog::judge);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &RulesDialog::apply);
    m_rules->setFocus();
    judge();
}

void RulesDialog::judge()
{
    const auto parsed =
        ViewRedaction::parse(m_rules->rules(), core::Redaction::OtherData::LeaveOut);
    m_rules->setProblem(parsed ? QString() : oneLine(parsed.error().detail));
    m_apply->setEnabled(parsed.has_value());
    m_isOn->setEnabled(parsed && !parsed->isEmpty());
}

void RulesDialog::apply()
{
    if (m_redaction.setRules(m_rules->rules())) {
        m_redaction.setOn(m_isOn->isChecked());
        accept();
    }
}

} // namespace ui
