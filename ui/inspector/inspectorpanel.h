// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/marks.h"
#include "ui/inspector/eventloader.h"
#include "ui/models/filteruse.h"
#include "ui/verbatim/jsonplace.h"

#include <QColor>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QLabel;
class QMenu;
class QStackedWidget;
class QTabBar;

namespace ui {

class BasePage;
class DetailsModel;
class DetailsView;
class InspectorHead;
class NoteStrip;
class LinesView;
class Segments;
class Theme;

/// Colour of the type of an event of the log.
using EventColour = std::function<QColor(core::EventSequence)>;

/// One event, whole: tabs Event (attributes, extensions, how it was received, the start of its data), Data (JSON, text,
/// hexadecimal) and Wire (as it came). Reading and laying out happen on the loader's thread; until then the event
/// before stays. Shown events stay what they are when the log forgets them.
class InspectorPanel : public QWidget {
    Q_OBJECT

public:
    enum class Tab { Event, Data, Wire };
    enum class DataForm { Json, Text, Hex };

    /// `theme` outlives it. `openReader` is called on a pool thread, `colour` here.
    InspectorPanel(const Theme &theme, OpenReader openReader, EventColour colour,
                   QWidget *parent = nullptr);

    /// Shows the event with this number as soon as it is read; the newest call wins. 0: nothing.
    void show(core::EventSequence sequence);
    using QWidget::show;
    /// The event that is on the screen, 0 if none.
    core::EventSequence shown() const;
    /// What must not be seen of events, from now on; what is shown is laid out anew.
    void setRedaction(core::Redaction redaction);
    /// What people noted, from now on.
    void setMarks(std::shared_ptr<const core::Marks> marks);
    /// Opens the note of that event to be written as soon as it is shown.
    void editNote(core::EventSequence sequence);
    NoteStrip &noteStrip() const { return *m_note; }
    /// Marks the text of `query` in the event that is shown; an empty one marks nothing.
    void setSearch(const core::TextQuery &query);
    /// Where it is in that event; null while it is not known.
    const FoundInEvent *found() const { return m_found.get(); }
    /// Events below it have left the log: one that is shown stays, marked "evicted".
    void setOldest(core::EventSequence oldest);
    bool isEvicted() const;
    /// Types may have other colours.
    void refreshColour() { refreshTheme(); }

    /// Names of what the event on the screen has beside the attributes of the specification: extensions, and pointers to
    /// the first values of its JSON data.
    QStringList namesInEvent() const;
    static constexpr qint64 MaxLinesNamed = 200;

    void setTab(Tab tab);
    Tab tab() const;
    void nextTab(int step);
    /// How the data is shown, where the data allows it.
    void setDataForm(DataForm form);

signals:
    void filterRequested(const QByteArray &attribute, const QByteArray &value, FilterUse use);
    /// `json`: see JsonPlace::value.
    void dataFilterRequested(const QByteArray &pointer, const QByteArray &json, FilterUse use);
    /// An attribute or a JSON pointer shall be a column.
    void columnRequested(const QByteArray &name);
    /// The event on the screen changed.
    void shownChanged(core::EventSequence sequence);
    /// found() is another.
    void foundChanged();
    /// The mark of the event that is shown shall come or go.
    void markRequested(core::EventSequence sequence);
    /// Its note shall be written.
    void noteRequested(core::EventSequence sequence);
    /// A person wrote another one.
    void noteChanged(core::EventSequence sequence, const QString &note);
    /// The event is on the clipboard as JSON.
    void eventCopied();
    /// Esc: the focus belongs to the table again.
    void leaveRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeEventPage();
    QWidget *makeDataPage();
    void take(core::EventSequence sequence, const LoadResult &result);
    void showWhole(std::shared_ptr<const LoadedEvent> event);
    void showHead();
    void showNoted();
    void showWords(const QString &words);
    std::optional<JsonPlace> dataPlaceAt(qint64 line) const;
    void offerDataFilters(QMenu *menu, qint64 line);
    void takeDataLetter(int key, qint64 line);
    void showData();
    void showFound();
    void refreshTheme();

    const Theme &m_theme;
    EventColour m_colour;
    EventLoader m_loader;
    core::Redaction m_redaction;
    core::EventSequence m_wanted; ///< asked for last
    std::shared_ptr<const LoadedEvent> m_event;
    std::shared_ptr<const LoadedEvent> m_copied; ///< whose JSON is on its way to the clipboard
    core::TextQuery m_query;
    std::shared_ptr<const FoundInEvent> m_found; ///< of m_query in m_event
    core::EventSequence m_oldest;
    std::shared_ptr<const core::Marks> m_marks = std::make_shared<const core::Marks>();
    core::EventSequence m_noteWanted; ///< to be written once it is shown
    QColor m_swatch;                  ///< of m_swatchOf
    core::EventSequence m_swatchOf;
    DataForm m_dataForm = DataForm::Json;

    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_whole = nullptr; ///< the words, or head and pages
    BasePage *m_words = nullptr;
    InspectorHead *m_head = nullptr;
    NoteStrip *m_note = nullptr;
    QStackedWidget *m_pages = nullptr;
    DetailsModel *m_details = nullptr;
    DetailsView *m_detailsView = nullptr;
    Segments *m_forms = nullptr;
    QLabel *m_dataWords = nullptr;
    LinesView *m_data = nullptr;
    LinesView *m_wire = nullptr;
};

} // namespace ui
