// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/inspectorhead.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QToolButton>

namespace ui {

InspectorHead::InspectorHead(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_copy(new QToolButton(this))
    , m_noteButton(new QToolButton(this))
    , m_markButton(new QToolButton(this))
{
    m_copy->setToolTip(tr("Copy the event as JSON"));
    m_copy->setAccessibleName(tr("Copy the event as JSON"));
    m_markButton->setCheckable(true);
    setNoted(false, false);
    connect(m_copy, &QToolButton::clicked, this, &InspectorHead::copyRequested);
    connect(m_noteButton, &QToolButton::clicked, this, &InspectorHead::noteRequested);
    connect(m_markButton, &QToolButton::clicked, this, [this](bool checked) {
        m_markButton->setChecked(!checked); // it says what is, not what was asked for
        emit markRequested();
    });
    theme.follow(this, [this] {
        const auto dress = [this](QToolButton *button, const char *icon) {
            button->setIcon(m_theme.icons().icon(QLatin1String(icon), 16));
            button->setIconSize(QSize(m_theme.px(16), m_theme.px(16)));
            button->resize(m_theme.px(28), m_theme.px(26));
        };
        dress(m_copy, "copy");
        dress(m_noteButton, "note");
        dress(m_markButton, "mark");
        setFixedHeight(sizeHint().height());
        update();
    });
}

void InspectorHead::clear()
{
    setEvent({}, {}, {}, {});
    setNoted(false, false);
}

void InspectorHead::setNoted(bool isMarked, bool hasNote)
{
    const auto say = [](QToolButton *button, const QString &words, const QString &keys) {
        button->setToolTip(words + u" (" + keys + u')');
        button->setAccessibleName(words);
    };
    m_markButton->setChecked(isMarked);
    say(m_markButton, isMarked ? tr("Remove the mark") : tr("Mark the event"), QStringLiteral("M"));
    say(m_noteButton, hasNote ? tr("Edit the note") : tr("Add a note"), QStringLiteral("E"));
}

void InspectorHead::setEvent(const QString &type, const QString &place, const QColor &swatch,
                             const QString &mark)
{
    m_type = type;
    m_place = place;
    m_swatch = swatch;
    m_mark = mark;
    setAccessibleName(type.isEmpty()   ? QString()
                      : mark.isEmpty() ? QString(type + u", " + place)
                                       : QString(type + u", " + place + u", " + mark));
    update();
}

QSize InspectorHead::sizeHint() const
{
    return {m_theme.px(240), m_theme.px(62)};
}

void InspectorHead::resizeEvent(QResizeEvent *)
{
    int right = width() - m_theme.px(8);
    for (QToolButton *button : {m_copy, m_noteButton, m_markButton}) {
        right -= button->width();
        button->move(right, m_theme.px(32));
    }
}

void InspectorHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(QLatin1String("base")));
    painter.setPen(m_theme.colour(QLatin1String("border")));
    painter.drawLine(0, height() - 1, width(), height() - 1);

    const int padding = m_theme.px(10);
    const int swatch = m_theme.px(9);
    const QRect first(padding, m_theme.px(8), width() - 2 * padding, m_theme.px(22));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_swatch);
    painter.drawRoundedRect(QRectF(padding, first.center().y() - swatch / 2, swatch, swatch), 2, 2);

    const QFont strong = m_theme.font(Face::Strong);
    const QRect type = first.adjusted(swatch + m_theme.px(7), 0, 0, 0);
    painter.setFont(strong);
    painter.setPen(m_theme.colour(QLatin1String("text")));
    painter.drawText(type, static_cast<int>(Qt::AlignVCenter) | static_cast<int>(Qt::AlignLeft),
                     QFontMetrics(strong).elidedText(m_type, Qt::ElideLeft, type.width()));

    const QRect second(padding, m_theme.px(34), m_markButton->x() - 2 * padding, m_theme.px(20));
    const QFont mono = m_theme.font(Face::Mono);
    painter.setFont(mono);
    painter.setPen(m_theme.colour(QLatin1String("text2")));
    QRect placed;
    painter.drawText(second, static_cast<int>(Qt::AlignVCenter) | static_cast<int>(Qt::AlignLeft),
                     QFontMetrics(mono).elidedText(m_place, Qt::ElideRight, second.width()),
                     &placed);
    painter.setFont(m_theme.font(Face::Small));
    painter.setPen(m_theme.colour(QLatin1String("warning")));
    painter.drawText(second.adjusted(placed.width() + padding, 0, 0, 0),
                     static_cast<int>(Qt::AlignVCenter) | static_cast<int>(Qt::AlignLeft), m_mark);
}

} // namespace ui
