// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/problems/problemslist.h"

#include "ui/problems/problemsmodel.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

namespace ui {
namespace {

/// Seconds and milliseconds, which tell rows apart; what stands before is quiet.
constexpr qsizetype LoudTime = 6;

class ProblemDelegate : public QStyledItemDelegate {
public:
    ProblemDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
    {
        theme.follow(this, [this, &theme] {
            const auto colour = [&](const char *name) { return theme.colour(QLatin1String(name)); };
            m_text = colour("text");
            m_text2 = colour("text2");
            m_text3 = colour("text3");
            m_danger = colour("danger");
            m_base = colour("base");
            m_zebra = colour("zebra");
            m_selectionText = colour("selectionText");
            m_mono = theme.font(Face::Mono);
            m_body = theme.font(Face::Verbatim);
            m_padding = theme.px(6);
        });
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        // By the number, so that rows keep their stripe when others come above them.
        const bool striped = index.data(ProblemsModel::NumberRole).toULongLong() % 2 == 0;
        painter->fillRect(option.rect, selected ? option.palette.brush(QPalette::Highlight)
                                                : QBrush(striped ? m_zebra : m_base));
        const auto column = static_cast<ProblemColumn>(index.column());
        const QString text = index.data(Qt::DisplayRole).toString();
        const QRect area = option.rect.adjusted(m_padding, 0, -m_padding, 0);
        const auto ink = [&](const QColor &usual) { return selected ? m_selectionText : usual; };
        switch (column) {
        case ProblemColumn::Time:
            drawTime(*painter, area, text, ink(m_text3), ink(m_text));
            break;
        case ProblemColumn::Status:
            draw(*painter, area, text, m_mono, ink(m_danger));
            break;
        case ProblemColumn::Title:
            draw(*painter, area, text, m_body, ink(m_text));
            break;
        case ProblemColumn::Request:
        case ProblemColumn::Remote:
            draw(*painter, area, text, m_mono, ink(m_text2), Qt::ElideMiddle);
            break;
        case ProblemColumn::Size:
            draw(*painter, area, text, m_mono, ink(m_text2), Qt::ElideRight, Qt::AlignRight);
            break;
        }
    }

private:
    static void draw(QPainter &painter, const QRect &area, const QString &text, const QFont &font,
                     const QColor &ink, Qt::TextElideMode elide = Qt::ElideRight,
                     Qt::AlignmentFlag side = Qt::AlignLeft)
    {
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(area, static_cast<int>(side) | static_cast<int>(Qt::AlignVCenter),
                         painter.fontMetrics().elidedText(text, elide, area.width()));
    }

    void drawTime(QPainter &painter, const QRect &area, const QString &text, const QColor &quiet,
                  const QColor &loud) const
    {
        const QString before = text.chopped(LoudTime);
        draw(painter, area, before, m_mono, quiet);
        const int width = painter.fontMetrics().horizontalAdvance(before);
        draw(painter, area.adjusted(width, 0, 0, 0), text.right(LoudTime), m_mono, loud);
    }

    QColor m_text, m_text2, m_text3, m_danger, m_base, m_zebra, m_selectionText;
    QFont m_mono, m_body;
    int m_padding = 0;
};

constexpr int section(ProblemColumn column)
{
    return static_cast<int>(column);
}

} // namespace

ProblemsList::ProblemsList(ProblemsModel &model, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Refused requests"));
    setModel(&model);
    setItemDelegate(new ProblemDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setSectionResizeMode(section(ProblemColumn::Title), QHeaderView::Stretch);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { fitTime(); });
    theme.follow(this, [this] {
        verticalHeader()->setMinimumSectionSize(m_theme.px(22));
        verticalHeader()->setDefaultSectionSize(m_theme.px(22));
        horizontalHeader()->setFixedHeight(m_theme.px(24));
        setColumnWidth(section(ProblemColumn::Status), m_theme.px(56));
        setColumnWidth(section(ProblemColumn::Request), m_theme.px(160));
        setColumnWidth(section(ProblemColumn::Remote), m_theme.px(128));
        setColumnWidth(section(ProblemColumn::Size), m_theme.px(66));
        fitTime();
        fitColumns();
        viewport()->update();
    });
}

QSize ProblemsList::sizeHint() const
{
    return {m_theme.px(540), m_theme.px(240)};
}

/// A list that spans days shows them.
void ProblemsList::fitTime()
{
    const QString text = model()->index(0, section(ProblemColumn::Time)).data().toString();
    setColumnWidth(section(ProblemColumn::Time), m_theme.px(text.size() > 12 ? 146 : 104));
}

void ProblemsList::fitColumns()
{
    const int width = viewport()->width();
    const auto giveWay = [&](ProblemColumn column, int below) {
        setColumnHidden(section(column), width < m_theme.px(below));
    };
    giveWay(ProblemColumn::Size, 760);
    giveWay(ProblemColumn::Request, 690);
    giveWay(ProblemColumn::Remote, 500);
}

void ProblemsList::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void ProblemsList::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const int before = verticalScrollBar()->value();
    QTableView::rowsInserted(parent, start, end);
    if (before == 0)
        return;
    executeDelayedItemsLayout();
    updateGeometries();
    verticalScrollBar()->setValue(before +
                                  (end - start + 1) * verticalHeader()->defaultSectionSize());
}

void ProblemsList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit leaveRequested();
    else
        QTableView::keyPressEvent(event);
}

} // namespace ui
