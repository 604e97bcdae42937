// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/problems/problemsloader.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace ui {

class BasePage;
class LinesView;
class PaneHead;
class ProblemExplanation;
class ProblemsList;
class ProblemsModel;
class Theme;

/// The dock: what was refused, why, and the request as it came. Reads on a thread of its own; while it is hidden it
/// reads nothing but what select() asks for.
class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    /// `theme` outlives it. `openReader` is called on a pool thread.
    ProblemsPanel(const Theme &theme, OpenReader openReader, QWidget *parent = nullptr);

    /// The tick: how many refusals the capture has (core::EventLog::refusalCount()). Cheap; reads what is new.
    void refresh(quint64 refusalCount);
    /// Shows the refusal with this number, and chooses its row as soon as the list has it.
    void select(quint64 number);
    /// Nothing of what was sent is shown or copied, but request lines.
    void setRedacted(bool redacted);
    /// The refusal that is explained, 0 if none.
    quint64 shown() const { return m_details ? m_details->number : 0; }

    /// For QDockWidget::setTitleBarWidget.
    PaneHead *head() const { return m_head; }
    /// What the head says: one sentence that sums it up.
    QString sentence() const { return m_sentence; }

signals:
    /// The explained refusal changed.
    void shownChanged(quint64 number);
    /// A row was opened: its place among the events is behind this one.
    void placeRequested(core::EventSequence after);
    /// Something is on the clipboard; `sentence` says what.
    void copied(const QString &sentence);
    /// Esc: the focus belongs to the table again.
    void leaveRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void readMore();
    void takeRows(const ProblemRows &rows);
    void takeProblem(quint64 number, const ProblemResult &result);
    void showProblem(std::shared_ptr<const ProblemDetails> details);
    void showWords(const QString &words);
    void choose(quint64 number);
    void ask(quint64 number);
    void updateSentence();
    void updatePage();
    void copyOriginal();
    void copyCurl();

    ProblemsLoader m_loader;
    ProblemsModel *m_model;
    PaneHead *m_head;
    QStackedWidget *m_pages; ///< words, or list and explanation
    BasePage *m_words;
    QSplitter *m_split;
    ProblemsList *m_list;
    ProblemExplanation *m_explanation;
    LinesView *m_request;

    std::shared_ptr<const ProblemDetails> m_details;
    QString m_sentence;
    QString m_problem;      ///< why the capture could not be read; empty: it could
    quint64 m_count = 0;    ///< refusals there are
    quint64 m_asked = 0;    ///< the refusal asked for last
    quint64 m_readUpTo = 0; ///< rows asked for
    bool m_isRedacted = false;
    bool m_isReading = false; ///< rows are on their way
    bool m_isTaking = false;  ///< rows are being announced: the list chooses nothing by itself
};

} // namespace ui
