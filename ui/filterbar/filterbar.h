// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/eventfilter.h"
#include "ui/filterbar/completionmodel.h"
#include "ui/filterbar/filterjudge.h"
#include "ui/filterbar/seenvalues.h"
#include "ui/filterbar/shownfilter.h"

#include <QFrame>
#include <QTimer>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace ui {

class CompletionList;
class FilterField;
class Theme;
struct FilterMemory;

/// Where a filter is written in CESQL. What is typed is judged when the fingers rest; what can be applied is, the last
/// valid one stays otherwise. Whoever chooses a filter in another way says so by setFilter(), and it is written here.
class FilterBar : public QFrame {
    Q_OBJECT
public:
    static constexpr int JudgedAfter = 250; ///< ms

    /// Both outlive it.
    FilterBar(FilterMemory &memory, const Theme &theme, QWidget *parent = nullptr);
    ~FilterBar() override;

    /// What was seen in the capture that is shown; {}: there is none.
    void setSeen(SeenValues seen);
    /// The filter that is in force. What a person wrote for it stays as it was written. `word`: see shownFilter(); what
    /// must not be seen can be taken away, not edited.
    void setFilter(const core::EventFilter &filter, const ValueWord &word = {});
    /// As it is seen.
    QString text() const;
    /// The expression in force, whatever is hidden of it.
    const QString &applied() const { return m_text; }
    const ValueWord &word() const { return m_word; }
    bool isConcealed() const { return m_isConcealed; }
    const FilterJudgement &judgement() const { return m_judgement; }
    FilterField *field() const { return m_field; }
    CompletionList *list() const { return m_list; }

    /// Writes it and applies it, as if it were typed.
    void write(const QString &text);
    /// Back to what is in force.
    void dropDraft();
    /// The change that the judgement proposes.
    void takeRemedy();
    /// What was seen may have changed.
    void refresh();

signals:
    void filterChosen(const core::EventFilter &filter);
    /// judgement() and applied() may be others.
    void judged();
    void clearRequested();
    void saveRequested();
    void leaveRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *makeButton(const char *icon, const QString &words);
    void refreshLook();
    void edited();
    void judge();
    void commit();
    void showText();
    void say(FilterJudgement judgement);
    /// Of what was judged, or is being written: the name for the style sheet, a colour, an icon.
    struct Look {
        const char *validity = "";
        const char *ink = "text3";
        const char *sign = "check"; ///< not shown where nothing was judged
    };
    static Look lookOf(FilterJudgement::Kind kind);
    void setLook(const Look &look);
    void offer(bool isAsked);
    void closeList();
    void take(int row);
    void goBack(int steps);
    void showHistory();
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);
    bool takeListKey(int key, Qt::KeyboardModifiers modifiers);

    FilterMemory &m_memory;
    const Theme &m_theme;
    SeenValues m_seen;
    ValueWord m_word;
    core::EventFilter m_filter;
    QString m_text; ///< of m_filter
    bool m_isConcealed = false;
    bool m_isDraft = false; ///< the field says something else than m_text
    FilterJudgement m_judgement;
    Look m_look;
    qsizetype m_age = -1; ///< in the history; -1: what is being written
    QString m_newest;     ///< … kept while older ones are looked at

    QHBoxLayout *m_layout;
    QLabel *m_icon;
    FilterField *m_field;
    QLabel *m_sign;
    QToolButton *m_save;
    QToolButton *m_clear;
    QToolButton *m_older;
    CompletionModel m_completions;
    CompletionList *m_list = nullptr; ///< child of the window, made when first needed
    /// The list may open, or be another, when more is known of what was seen; and a person asked for it.
    bool m_isOffering = false;
    bool m_isOfferAsked = false;
    QTimer m_timer;
};

} // namespace ui
