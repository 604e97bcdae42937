// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/completionlist.h"

#include "ui/filterbar/completionmodel.h"
#include "ui/models/eventtext.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr int MostRows = 10;
constexpr int Edge = 8;
constexpr int CountRoom = 56; ///< where an example stands before it

class Delegate : public QStyledItemDelegate {
public:
    Delegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const QFontMetrics mono(m_theme.font(Face::Mono));
        const QString example = exampleOf(index);
        const int width =
            m_theme.px(Edge + 9 + 7) + mono.horizontalAdvance(index.data().toString()) +
            m_theme.px(24) +
            (example.isEmpty() ? mono.horizontalAdvance(beside(index))
                               : mono.horizontalAdvance(example) + m_theme.px(CountRoom)) +
            m_theme.px(Edge);
        return {width, m_theme.px(22)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        using Kind = CompletionModel::Item::Kind;
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        if (isCurrent)
            painter->fillRect(option.rect, m_theme.colour(QLatin1String("selection")));
        const auto ink = [&](QColor colour) {
            return isCurrent && m_theme.look() == Look::Contrast
                       ? m_theme.colour(QLatin1String("selectionText"))
                       : colour;
        };
        const QRect row = option.rect.adjusted(m_theme.px(Edge), 0, -m_theme.px(Edge), 0);
        const QVariant swatch = index.data(CompletionModel::SwatchRole);
        const int side = m_theme.px(9);
        if (swatch.isValid()) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(swatch.value<QColor>());
            painter->drawRoundedRect(QRect(row.left(), row.center().y() - side / 2, side, side), 2,
                                     2);
        }
        painter->setFont(m_theme.font(Face::Mono));
        const QString right = beside(index);
        painter->setPen(ink(m_theme.colour(QLatin1String(
            isCurrent && index.data(CompletionModel::CountRole).isValid() ? "text" : "text2"))));
        painter->drawText(row, Qt::AlignVCenter | Qt::AlignRight, right);
        int room = row.width() - side - m_theme.px(7 + 12) -
                   painter->fontMetrics().horizontalAdvance(right);
        if (const QString example = exampleOf(index); !example.isEmpty()) {
            const int width = std::min(painter->fontMetrics().horizontalAdvance(example), room / 2);
            const int end = row.right() - m_theme.px(CountRoom);
            painter->setPen(ink(m_theme.colour(QLatin1String("text3"))));
            painter->drawText(QRect(end - width, row.top(), width, row.height()), Qt::AlignVCenter,
                              painter->fontMetrics().elidedText(example, Qt::ElideRight, width));
            room = end - width - row.left() - side - m_theme.px(7 + 12);
        }
        const auto kind = Kind(index.data(CompletionModel::KindRole).toInt());
        painter->setPen(ink(kind == Kind::Value      ? m_theme.syntax(QLatin1String("str"))
                            : kind == Kind::Function ? m_theme.syntax(QLatin1String("fn"))
                            : kind == Kind::Keyword  ? m_theme.syntax(QLatin1String("key"))
                                                     : m_theme.colour(QLatin1String("text"))));
        painter->drawText(
            row.adjusted(side + m_theme.px(7), 0, 0, 0), Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, room));
        painter->restore();
    }

private:
    /// What stands before a count: counts stand below each other.
    static QString exampleOf(const QModelIndex &index)
    {
        return index.data(CompletionModel::CountRole).isValid()
                   ? index.data(CompletionModel::MeaningRole).toString()
                   : QString();
    }
    static QString beside(const QModelIndex &index)
    {
        const QVariant count = index.data(CompletionModel::CountRole);
        return count.isValid() ? groupedNumber(count.toULongLong())
                               : index.data(CompletionModel::MeaningRole).toString();
    }

    const Theme &m_theme;
};

} // namespace

CompletionList::CompletionList(CompletionModel &model, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_model(model)
    , m_theme(theme)
    , m_view(new QListView(this))
    , m_summary(new QLabel(this))
{
    setObjectName(QStringLiteral("card"));
    setFocusPolicy(Qt::NoFocus);
    auto *whole = new QVBoxLayout(this);
    whole->setSpacing(0);
    whole->addWidget(m_view, 1);
    whole->addWidget(m_summary);
    m_view->setModel(&model);
    m_view->setItemDelegate(new Delegate(theme, m_view));
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setAccessibleName(tr("What can be written here"));
    m_view->viewport()->setAutoFillBackground(false);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setObjectName(QStringLiteral("secondary"));
    theme.follow(this, [this, whole] {
        m_summary->setContentsMargins(m_theme.px(Edge), m_theme.px(4), m_theme.px(Edge),
                                      m_theme.px(5));
        whole->setContentsMargins(1, m_theme.px(2), 1, 1);
    });
    connect(&model, &CompletionModel::itemsChanged, this, &CompletionList::refresh);
    connect(m_view, &QListView::clicked, this,
            [this](const QModelIndex &index) { emit taken(index.row()); });
    hide();
}

void CompletionList::refresh()
{
    m_isChosen = false;
    m_summary->setText(m_model.summary());
    m_view->setCurrentIndex(m_model.index(0, 0));
    m_view->scrollToTop();
    if (isVisible())
        fit();
}

void CompletionList::showAt(const QPoint &place)
{
    QWidget::move(place);
    fit();
    show();
    raise();
}

/// As wide as the widest of its first rows, within the window.
void CompletionList::fit()
{
    const int rows = std::min(m_model.rowCount(), MostRows);
    int width = std::max(m_summary->sizeHint().width(), m_theme.px(240));
    for (int row = 0; row < m_model.rowCount(); ++row)
        width = std::max(width, m_view->sizeHintForIndex(m_model.index(row, 0)).width());
    if (m_model.rowCount() > MostRows)
        width += m_theme.px(12); // the scroll bar
    const int room = parentWidget()->width() - m_theme.px(Edge);
    width = std::min({width + 2, m_theme.px(640), room});
    m_view->setFixedHeight(rows * m_theme.px(22));
    resize(width, layout()->totalSizeHint().height());
    QWidget::move(std::min(x(), room - width), y());
}

void CompletionList::move(int rows)
{
    const int last = m_model.rowCount() - 1;
    const int row = rows == 1 && currentRow() == last ? 0
                    : rows == -1 && currentRow() == 0 ? last
                                                      : std::clamp(currentRow() + rows, 0, last);
    m_isChosen = true;
    m_view->setCurrentIndex(m_model.index(row, 0));
}

int CompletionList::currentRow() const
{
    return m_view->currentIndex().row();
}

QString CompletionList::summary() const
{
    return m_summary->text();
}

} // namespace ui
