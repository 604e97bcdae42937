// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sorting/sortorder.h"
#include "ui/jobs/task.h"
#include "ui/models/eventcolumns.h"
#include "ui/window/columnmemory.h"

#include <QObject>

#include <memory>
#include <optional>

class QMenu;

namespace ui {

class ColumnField;
class EventTableModel;
class EventTableView;
class InspectorPanel;
class Theme;
class Toast;
class ViewRedaction;

/// What a person orders of the columns in one CaptureView: sorting by one, making and removing own ones, sets of columns by
/// name. Says in a toast what a person should know of it.
class ViewColumns : public QObject {
    Q_OBJECT
public:
    /// Parts of the view.
    struct Parts {
        EventTableModel &model;
        EventTableView &table;
        InspectorPanel &inspector;
        Toast &toast;
    };
    /// All outlive it, but for the parts, which may go before it when nothing is asked of it any more.
    ViewColumns(const Parts &parts, const ViewRedaction &redaction, const Theme &theme,
                QObject *parent = nullptr);
    ~ViewColumns() override;

    /// As it would be restored.
    ColumnMemory memory() const;
    void restore(const ColumnMemory &memory);

    /// By a column of the table: 1 ascending, -1 descending, 0 not any more.
    void sort(EventColumn column, int direction);
    /// Sorts in what came since.
    void sortInNew();

    /// An attribute or a JSON pointer as a column.
    void add(const QString &name);
    void remove(EventColumn column);
    /// Asks for the name of one.
    void askForColumn();

    void showSet(const QString &name);
    void askForSetName();
    /// The columns there are at first.
    void showStandard();
    ColumnField *field() const { return m_field; }

    /// The tick, after that of the model.
    void advance();

signals:
    /// The model wants its tick now.
    void hurryRequested();
    /// Rows are sorted in the background, or (null) not any more.
    void taskChanged(ui::Task *task);

private:
    enum class Asks { Column, SetName };
    std::optional<QString> addFault(const QString &name);
    void take(const QString &text);
    void fillMenu(QMenu *menu, EventColumn column);
    void redact();
    bool isHidden(const core::SortOrder &order) const;
    ColumnLayout layout() const;
    void setLayout(const ColumnLayout &layout);

    const Parts m_parts;
    const ViewRedaction &m_redaction;
    ColumnField *m_field;
    Asks m_asks = Asks::Column;
    ColumnMemory m_memory;
    std::unique_ptr<Task> m_task;
};

} // namespace ui
