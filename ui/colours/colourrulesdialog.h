// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/colours/colourrules.h"
#include "ui/filterbar/seenvalues.h"

#include <QDialog>
#include <QTimer>

#include <array>
#include <filesystem>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;
class QToolButton;

namespace ui {

class FilterField;
class Theme;

/// Where a person writes colour rules. What is valid counts at once, so that the table shows what it does; a text that is not
/// stays in the field, with its place and how to mend it, and the rule is what it was.
class ColourRulesDialog : public QDialog {
    Q_OBJECT
public:
    static constexpr int JudgedAfter = 250; ///< ms, as in the filter bar

    /// `theme` outlives it.
    ColourRulesDialog(const ColourRules &rules, const Theme &theme, QWidget *parent = nullptr);

    ColourRules rules() const;
    /// What was seen in the capture that is shown, for doubts; {}: there is none.
    void setSeen(SeenValues seen);
    /// A rule above all others, which can be edited now. Where there are too many it says so.
    void addRule(const QString &expression);
    /// What it says of what is written, or of a file.
    QString sentence() const;

    /// In place of all rules. What the file does not hold is said, and nothing changes.
    void importFrom(const QString &file);
    void exportTo(const QString &file);

signals:
    void changed(const ui::ColourRules &rules);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeList();
    QWidget *makeEditor();
    QListWidgetItem *insert(int row, const ColourRule &rule);
    void dress(QListWidgetItem &item) const;
    void dressAll();
    void remove();
    void move(int step);
    void showCurrent();
    void setColour(RowColour colour);
    void judge();
    void fill(const ColourRules &rules);
    void tell();
    void say(const QString &sentence, const char *token);
    void chooseImport();
    void chooseExport();

    const Theme &m_theme;
    SeenValues m_seen;
    QListWidget *m_list;
    FilterField *m_field;
    QLabel *m_sentence;
    QPushButton *m_remove;
    QPushButton *m_up;
    QPushButton *m_down;
    std::array<QToolButton *, RowColourCount> m_colours{};
    bool m_isFilling = false; ///< by the program, not by a person
    QTimer m_timer;
};

} // namespace ui
