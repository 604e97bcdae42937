// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace ui {

class Theme;

/// A field for rules of what must not be seen, one a line, the words that explain them, ended by `last`, and what is wrong
/// with a rule.
class RulesEditor : public QWidget {
    Q_OBJECT
public:
    RulesEditor(const Theme &theme, const QStringList &rules, const QString &last,
                QWidget *parent = nullptr);

    QStringList rules() const;
    QPlainTextEdit *field() const { return m_rules; }
    /// What is wrong; empty: nothing.
    void setProblem(const QString &problem);

signals:
    void changed();

private:
    QPlainTextEdit *m_rules;
    QLabel *m_problem;
};

} // namespace ui
