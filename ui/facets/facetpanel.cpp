// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetpanel.h"

#include "ui/facets/facetmodel.h"
#include "ui/frame/panehead.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

FacetPanel::FacetPanel(FacetModel &model, const SeriesColours &types, const Theme &theme,
                       QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_view(new FacetView(model, types, theme, this))
    , m_search(new QToolButton(this))
    , m_field(new QFrame(this))
    , m_edit(new QLineEdit(m_field))
{
    constexpr int MaxLength = 1000;
    m_search->setCheckable(true);
    m_search->setToolTip(tr("Search in facets (/)"));
    m_search->setAccessibleName(tr("Search in facets"));
    m_search->setFocusPolicy(Qt::NoFocus); // the tree has a key for it
    m_edit->setClearButtonEnabled(true);
    m_edit->setMaxLength(MaxLength);
    m_edit->setPlaceholderText(tr("Search in facets"));
    m_edit->setAccessibleName(tr("Search in facets"));
    m_edit->installEventFilter(this);
    m_field->hide();
    auto *head = new PaneHead(theme, tr("Facets"), QLatin1String(), this);
    head->addTool(m_search);
    auto *fieldRow = new QHBoxLayout(m_field);
    fieldRow->addWidget(m_edit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(m_field);
    layout->addWidget(m_view, 1);
    theme.follow(this, [this, fieldRow, &theme] {
        fieldRow->setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(4));
        m_edit->setFixedHeight(theme.px(26));
        m_edit->setFont(theme.font(Face::Verbatim));
        m_search->setIcon(theme.icons().icon(QLatin1String("search"), 16));
        m_search->setIconSize({theme.px(16), theme.px(16)});
        m_search->setFixedSize(theme.px(16 + 2 * 8), theme.px(26)); // with the style's padding
    });
    connect(m_view, &FacetView::filterChosen, this, &FacetPanel::filterChosen);
    connect(m_view, &FacetView::clauseRequested, this, &FacetPanel::clauseRequested);
    connect(m_view, &FacetView::searchRequested, this, &FacetPanel::openSearch);
    connect(m_view, &FacetView::searchEnded, this, &FacetPanel::closeSearch);
    connect(m_search, &QToolButton::clicked, this, [this](bool isOn) {
        if (isOn) {
            openSearch();
        } else {
            closeSearch();
        }
    });
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_model.search(words);
        emit hurryRequested();
    });
}

void FacetPanel::openSearch()
{
    m_search->setChecked(true);
    m_field->show();
    m_edit->setFocus();
    m_edit->selectAll();
}

void FacetPanel::closeSearch()
{
    m_search->setChecked(false);
    m_edit->clear();
    m_view->setFocus();
    m_field->hide();
}

/// The keys of the field that are not those of writing.
bool FacetPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isOurs = key == Qt::Key_Escape || key == Qt::Key_Return ||
                            key == Qt::Key_Enter || key == Qt::Key_Down;
        if (isOurs && event->type() == QEvent::ShortcutOverride) {
            event->accept(); // windows have shortcuts for some of them
        }
        if (isOurs && event->type() == QEvent::KeyPress) {
            if (key == Qt::Key_Escape) {
                closeSearch();
            } else {
                m_view->goToFirst();
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
