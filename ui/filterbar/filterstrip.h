// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/filterbar/shownfilter.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace ui {

class Theme;
class WordsLine;
struct FilterJudgement;
struct FilterMemory;

/// The row below the tool bar: saved filters as buttons, and the sentence about what is typed. Gives a filter its name in
/// place. Hidden by its owner while isEmpty().
class FilterStrip : public QWidget {
    Q_OBJECT
public:
    /// Both outlive it.
    FilterStrip(FilterMemory &memory, const Theme &theme, QWidget *parent = nullptr);

    bool isEmpty() const;
    /// `applied`: the expression in force, `word`: see shownFilter().
    void setJudgement(const FilterJudgement &judgement, const QString &applied,
                      const ValueWord &word);
    /// Where the sentence begins if there is room, from its own left edge.
    void setAnchor(int x);
    QString sentence() const;
    /// Asks for the name of `text`, to save it.
    void askName(const QString &text);
    QLineEdit *nameEdit() const { return m_name; }
    QList<QToolButton *> buttons() const { return m_buttons; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const QString &text);
    void remedyTaken();
    /// isEmpty() may be another.
    void changed();
    /// The name is given or not wanted: the focus goes back.
    void named();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void arrange();
    void takeName();
    void endNaming();
    void showMenu(int index, const QPoint &at);
    void showMore();
    bool isNaming() const;

    FilterMemory &m_memory;
    const Theme &m_theme;
    QList<QToolButton *> m_buttons; ///< of the saved filters
    QToolButton *m_more;            ///< those without room
    QLineEdit *m_name;
    QString m_naming;  ///< the text that gets a name
    QString m_oldName; ///< of one that is renamed
    QLabel *m_icon;
    WordsLine *m_words;
    ValueWord m_word;
    QString m_applied;
    int m_anchor = 0;
};

} // namespace ui
