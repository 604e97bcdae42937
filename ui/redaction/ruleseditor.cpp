// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/redaction/ruleseditor.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace ui {

RulesEditor::RulesEditor(const Theme &theme, const QStringList &rules, const QString &last,
                         QWidget *parent)
    : QWidget(parent)
    , m_rules(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
{
    auto *words = new QLabel(tr("One a line: an attribute, a JSON pointer into the data (* means "
                                "every member), or data for all of it. remove: in front removes "
                                "instead of replacing.") +
                                 u' ' + last,
                             this);
    words->setObjectName(QStringLiteral("secondary"));
    words->setWordWrap(true);
    m_rules->setPlainText(rules.join(u'\n'));
    m_rules->setPlaceholderText(QStringLiteral("subject\n/customer/email\nremove:/cards/*/number"));
    m_rules->setObjectName(QStringLiteral("field"));
    m_rules->setAccessibleName(tr("What must not be seen, one a line"));
    m_rules->setTabChangesFocus(true);
    m_rules->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setObjectName(QStringLiteral("secondary"));
    m_problem->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_rules, 1);
    column->addWidget(words);
    column->addWidget(m_problem);
    theme.follow(this, [this, column, &theme] {
        column->setSpacing(theme.px(6));
        m_rules->setFont(theme.font(Face::Mono));
        m_rules->setMinimumHeight(theme.px(72));
        m_problem->setMinimumHeight(theme.px(34)); // two lines, so that the dialog never jumps
    });
    connect(m_rules, &QPlainTextEdit::textChanged, this, &RulesEditor::changed);
    setFocusProxy(m_rules);
}

QStringList RulesEditor::rules() const
{
    QStringList rules;
    for (const QString &line : m_rules->toPlainText().split(u'\n')) {
        if (const QString rule = line.trimmed(); !rule.isEmpty()) {
            rules << rule;
        }
    }
    return rules;
}

void RulesEditor::setProblem(const QString &problem)
{
    m_problem->setText(problem);
}

} // namespace ui
