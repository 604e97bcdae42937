// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/shortcutsdialog.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace ui {

namespace {

/// Keys that belong to the widget with the focus, so that no action has them.
struct PaneKey {
    const char *keys;
    const char *words;
};

constexpr PaneKey TableKeys[] = {
    {"Up, Down, PgUp, PgDown", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Move among the events")},
    {"Home", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "First event")},
    {"End", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Newest event, and follow")},
    {"Space", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Pause and resume")},
    {"Return", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "To the inspector")},
    {"F",
     QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Only events with this type, source or subject")},
    {"X",
     QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Without events of this type, source or subject")},
    {"Ctrl+A", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Select all shown")},
    {"Ctrl+C", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Copy the selected rows")},
    {"N, P", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Next and previous event of this type")},
    {".  ;", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Next and previous finding")},
    {"M", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Mark what is selected, or remove its marks")},
    {"E", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Write a note about the event")},
    {"J, K", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Next and previous mark or note")},
    {"A", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Add a column")},
    {"S", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Sort by the column of the ring")},
    {"H", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Menu of the column of the ring")},
    {"Ctrl+Left, Ctrl+Right",
     QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Narrower and wider column")},
    {"Ctrl+Shift+Left, Ctrl+Shift+Right",
     QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Move the column")},
    {"/", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Search in events")},
    {"Esc", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Clear the selection")},
};

constexpr PaneKey FilterKeys[] = {
    {"Return", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Apply at once")},
    {"Esc", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "The last valid filter, and to the table")},
    {"Tab", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Complete, while the list is open")},
    {"Ctrl+Space", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "What can be written here")},
    {"Ctrl+Up, Ctrl+Down", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Filters used before")},
    {"Alt+Return", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Take the change that is proposed")},
};

constexpr PaneKey InspectorKeys[] = {
    {"F", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Only events with this attribute")},
    {"X", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Without events with this attribute")},
    {"A", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "This attribute or value as a column")},
    {"C", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Copy the value")},
    {"Esc", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "To the table")},
};

constexpr PaneKey FacetKeys[] = {
    {"Return", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Only this")},
    {"Space", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "This in addition")},
    {"Shift+Up, Shift+Down", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "All from there to here")},
    {"X", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Without this")},
    {"/", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Search among the values")},
    {"*", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Unfold all")},
    {"C", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Copy the value")},
    {"Esc", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "End the search, or show everything")},
};

constexpr PaneKey LegendKeys[] = {
    {"F, X", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Filter by this, without this")},
    {"Space, Ctrl+Space", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Hide this, hide all others")},
    {"C", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Copy the value")},
};

constexpr PaneKey SearchKeys[] = {
    {"Return, Shift+Return", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Next and previous hit")},
    {"Esc", QT_TRANSLATE_NOOP("ui::ShortcutsDialog", "Clear the search, back to the events")},
};

class KeyTable {
public:
    KeyTable(const Theme &theme, QWidget *page)
        : m_theme(theme)
        , m_page(page)
        , m_grid(new QGridLayout(page))
    {
        m_grid->setColumnStretch(1, 1);
        m_grid->setHorizontalSpacing(theme.px(24));
        m_grid->setVerticalSpacing(theme.px(4));
        m_grid->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    }
    void addHead(const QString &words)
    {
        auto *label = new QLabel(words, m_page);
        label->setFont(m_theme.font(Face::Section));
        label->setContentsMargins(0, m_theme.px(m_row == 0 ? 0 : 10), 0, 0);
        m_grid->addWidget(label, m_row++, 0, 1, 2);
    }
    void addRow(const QString &keys, const QString &words)
    {
        auto *left = new QLabel(keys, m_page);
        left->setFont(m_theme.font(Face::Mono));
        m_grid->addWidget(left, m_row, 0);
        m_grid->addWidget(new QLabel(words, m_page), m_row++, 1);
    }

private:
    const Theme &m_theme;
    QWidget *m_page;
    QGridLayout *m_grid;
    int m_row = 0;
};

} // namespace

ShortcutsDialog::ShortcutsDialog(const Theme &theme, const QList<QAction *> &actions,
                                 QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *page = new QWidget;
    KeyTable table(theme, page);
    table.addHead(tr("Anywhere"));
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty()) {
            table.addRow(action->shortcut().toString(), action->text().remove(u'&').remove(u'…'));
        }
    }
    table.addHead(tr("In the event table"));
    for (const PaneKey &key : TableKeys) {
        table.addRow(QString::fromLatin1(key.keys), tr(key.words));
    }
    table.addHead(tr("In the filter"));
    for (const PaneKey &key : FilterKeys) {
        table.addRow(QString::fromLatin1(key.keys), tr(key.words));
    }
    table.addHead(tr("In the facets"));
    for (const PaneKey &key : FacetKeys) {
        table.addRow(QString::fromLatin1(key.keys), tr(key.words));
    }
    table.addHead(tr("In the legend of the chart"));
    for (const PaneKey &key : LegendKeys) {
        table.addRow(QString::fromLatin1(key.keys), tr(key.words));
    }
    table.addHead(tr("In the text search"));
    for (const PaneKey &key : SearchKeys) {
        table.addRow(QString::fromLatin1(key.keys), tr(key.words));
    }
    table.addHead(tr("In the inspector"));
    for (const PaneKey &key : InspectorKeys) {
        table.addRow(QString::fromLatin1(key.keys), tr(key.words));
    }
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    resize(theme.px(460), theme.px(560));
}

} // namespace ui
