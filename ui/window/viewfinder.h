// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/redaction/redaction.h"
#include "ui/jump/jumps.h"
#include "ui/textsearch/eventsearch.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>

namespace ui {

class EventTableModel;
class EventTableView;
class GoToField;
class InspectorPanel;
class Theme;
class Toast;

/// Finds events in one CaptureView: the text search and what it marks in table and inspector, the next hit, going to a number, a
/// time, the next of a type. Says in a toast what a person should know of it.
class ViewFinder : public QObject {
    Q_OBJECT
public:
    /// Parts of the view. They may go before it, when nothing is asked of it any more.
    struct Parts {
        const EventTableModel &model;
        EventTableView &table;
        InspectorPanel &inspector;
        Toast &toast;
    };
    /// `columns` are those of the capture `file`. All outlive it, but for the parts.
    ViewFinder(const core::Columns &columns, std::filesystem::path file, core::ScanPool &pool,
               const Parts &parts, const Theme &theme, QObject *parent = nullptr);

    /// See EventSearch::setQuery().
    core::Result<void> setQuery(const core::TextQuery &query);
    /// Only what is seen is found: hits and their number must not tell what is hidden.
    void setRedaction(const core::Redaction &redaction);
    const core::TextQuery &query() const { return m_search.query(); }
    const SearchState &state() const { return m_search.state(); }
    /// Null while there is no search.
    const core::ShownHits *hits() const { return m_search.hits(); }
    /// Of the current event among the hits, from 1; 0: it is none.
    quint64 number() const;

    /// To the next hit or the one before. Where the search has not come so far yet, it goes there as soon as it has.
    void step(bool forwards);
    void openGoTo();
    void goAlongType(bool forwards);
    void goAlongFindings(bool forwards);
    void goAlongMarks(bool forwards);
    /// As they are from now on.
    void setMarks(std::shared_ptr<const core::Marks> marks) { m_marks = std::move(marks); }
    GoToField *goToField() const { return m_goTo; }

    /// The tick, after that of the model.
    void advance();
    /// A person waits for it: the tick may come faster than usual.
    bool isBusy() const;

signals:
    /// state() or number() is another.
    void searchChanged();
    /// There is no text to search for, or another is wanted.
    void typingRequested();
    /// What is not shown shall be searched, too.
    void everythingRequested();
    /// isBusy() from now on.
    void hurryRequested();

private:
    void takeStep();
    void sayNothingFound();
    void goToTyped(const QString &text);

    const Parts m_parts;
    EventSearch m_search;
    Jumps m_jumps;
    GoToField *m_goTo;
    std::shared_ptr<const core::Marks> m_marks = std::make_shared<const core::Marks>();
    std::optional<bool> m_wanted; ///< a step that waits, forwards or not
    bool m_isGoing = false; ///< to what was typed last
};

} // namespace ui
